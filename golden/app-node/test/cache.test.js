import assert from "node:assert/strict";
import { once } from "node:events";
import net from "node:net";
import { test } from "node:test";
import { openCache, tokens } from "../src/cache.js";
import { ConfigError, createLogger } from "../src/config.js";

const silent = createLogger({ logLevel: "silent" });

test("commands fail while Redis is away and work when it is back", async (t) => {
  const server = net.createServer((socket) => {
    t.after(() => socket.destroy());
    // Enough of the protocol: each command, which begins with a *, is answered with OK.
    socket.on("data", (data) => {
      const commands = data.toString().split("*").length - 1;
      socket.write("+OK\r\n".repeat(commands));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");

  const env = { REDIS_HOST: "127.0.0.1", REDIS_PORT: String(port), REDIS_TLS: "false" };
  const { client, checks, close } = openCache(env, silent);
  t.after(close);
  await assert.rejects(checks.cache());
  t.after(() => server.close());
  server.listen(port, "127.0.0.1");
  await once(client, "ready");
  assert.equal(await client.set("key", "value"), "OK");
});

test("a token for the user of the cache", async (t) => {
  const before = { ...process.env };
  t.after(() => {
    process.env = before;
  });
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: "AKIDEXAMPLE", AWS_SECRET_ACCESS_KEY: "hidden" });
  const env = {
    REDIS_NAME: "shared-dev-redis",
    REDIS_USER: "orders-dev",
    AWS_REGION: "eu-central-1",
  };
  const token = await tokens(env)();
  const { hostname, pathname, searchParams } = new URL(`http://${token}`);
  assert.deepEqual([hostname, pathname], ["shared-dev-redis", "/"]);
  assert.equal(searchParams.get("Action"), "connect");
  assert.equal(searchParams.get("User"), "orders-dev");
  assert.equal(searchParams.get("X-Amz-Expires"), "900");
  assert.equal(searchParams.get("X-Amz-SignedHeaders"), "host");
  assert.match(searchParams.get("X-Amz-Credential"), /eu-central-1.elasticache.aws4_request$/);
  assert.ok(!token.includes("hidden"));
});

test("variables", () => {
  assert.deepEqual(openCache({}, silent), { checks: { cache: undefined } });
  const env = { REDIS_HOST: "127.0.0.1", REDIS_TLS: "maybe" };
  assert.throws(() => openCache(env, silent), ConfigError);
  const user = { REDIS_HOST: "127.0.0.1", REDIS_USER: "orders-dev" };
  assert.throws(() => openCache(user, silent), ConfigError);
});
