import assert from "node:assert/strict";
import { once } from "node:events";
import net from "node:net";
import { test } from "node:test";
import { ConfigError, createLogger } from "../src/config.js";
import { openDatabase } from "../src/database.js";

process.env.AWS_REGION = "us-east-1";
process.env.AWS_ACCESS_KEY_ID = "test";
process.env.AWS_SECRET_ACCESS_KEY = "test";

const silent = createLogger({ logLevel: "silent" });

async function listen(t, server) {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  return server.address().port;
}

function message(type, body) {
  const length = Buffer.alloc(4);
  length.writeInt32BE(4 + body.length);
  return Buffer.concat([Buffer.from(type), length, Buffer.from(body)]);
}

/** Enough of PostgreSQL's protocol to ask for passwords and answer queries with nothing. */
function fakePostgres(state) {
  const ready = message("Z", "I");
  return net.createServer((socket) => {
    state.sockets.add(socket);
    socket.on("data", (data) => {
      const type = data[0] === 0 ? "startup" : String.fromCharCode(data[0]);
      if (type === "startup") {
        state.startup = data.toString();
        socket.write(message("R", [0, 0, 0, 3])); // asks for the password
      } else if (type === "p") {
        state.tokens.push(data.toString("utf8", 5, data.length - 1));
        socket.write(Buffer.concat([message("R", [0, 0, 0, 0]), ready]));
      } else if (type === "Q") {
        socket.write(Buffer.concat([message("C", "SELECT 1\0"), ready]));
      }
    });
  });
}

test("every new connection signs its token", async (t) => {
  const state = { sockets: new Set(), tokens: [] };
  const port = await listen(t, fakePostgres(state));
  const { client, checks, close } = openDatabase(
    {
      DATABASE_HOST: "127.0.0.1",
      DATABASE_PORT: String(port),
      DATABASE_NAME: "store",
      DATABASE_USER: "ada",
      DATABASE_SSLMODE: "disable",
    },
    silent,
  );
  t.after(close);
  await checks.database();
  assert.match(state.startup, /user\0ada\0database\0store\0/);

  const lost = once(client, "error");
  for (const socket of state.sockets) {
    socket.destroy();
  }
  await lost;
  process.env.AWS_ACCESS_KEY_ID = "other";
  await checks.database();
  const keys = state.tokens.map((token) => {
    const { host, searchParams } = new URL(`https://${token}`);
    assert.equal(host, `127.0.0.1:${port}`);
    assert.equal(searchParams.get("DBUser"), "ada");
    return searchParams.get("X-Amz-Credential").split("/")[0];
  });
  assert.deepEqual(keys, ["test", "other"]);
});

test("variables", () => {
  assert.deepEqual(openDatabase({}, silent), { checks: { database: undefined } });
  const env = { DATABASE_HOST: "127.0.0.1", DATABASE_NAME: "store", DATABASE_USER: "ada" };
  for (const bad of [{ DATABASE_NAME: "" }, { DATABASE_USER: "" }, { DATABASE_SSLMODE: "maybe" }]) {
    assert.throws(() => openDatabase({ ...env, ...bad }, silent), ConfigError);
  }
});

test("the server's certificate is one of RDS", async () => {
  const env = { DATABASE_HOST: "127.0.0.1", DATABASE_NAME: "store", DATABASE_USER: "ada" };
  const { client, close } = openDatabase(env, silent);
  assert.match(client.options.ssl.ca, /BEGIN CERTIFICATE/);
  assert.notEqual(client.options.ssl.rejectUnauthorized, false);
  await close();
});
