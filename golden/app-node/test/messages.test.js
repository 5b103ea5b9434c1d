import assert from "node:assert/strict";
import { test } from "node:test";
import { createLogger } from "../src/config.js";
import { handle } from "../src/messages.js";

const log = createLogger({ logLevel: "silent" });

test("takes a JSON object", async () => {
  await handle({ MessageId: "1", Body: '{"id":1}' }, { log });
});

test("fails on anything else, so that the message comes again", async () => {
  await assert.rejects(handle({ MessageId: "1", Body: "id" }, { log }), SyntaxError);
});
