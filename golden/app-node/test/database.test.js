import assert from "node:assert/strict";
import { once } from "node:events";
import http from "node:http";
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

/** Enough of PostgreSQL's protocol to check passwords and answer queries with nothing. */
function fakePostgres(state) {
  const ready = message("Z", "I");
  return net.createServer((socket) => {
    state.sockets.add(socket);
    socket.on("data", (data) => {
      const type = data[0] === 0 ? "startup" : String.fromCharCode(data[0]);
      if (type === "startup") {
        state.startup = data.toString();
        socket.write(message("R", [0, 0, 0, 3])); // asks for the password
      } else if (type === "p" && data.toString("utf8", 5) === `${state.password}\0`) {
        socket.write(Buffer.concat([message("R", [0, 0, 0, 0]), ready]));
      } else if (type === "p") {
        socket.end(message("E", "SFATAL\0C28P01\0Mwrong password\0\0"));
      } else if (type === "Q") {
        socket.write(Buffer.concat([message("C", "SELECT 1\0"), ready]));
      }
    });
  });
}

test("every new connection reads the secret", async (t) => {
  const secret = { username: "ada", password: "old" };
  const state = { password: "old", sockets: new Set() };
  const secretsManager = http.createServer((_request, response) => {
    response.setHeader("content-type", "application/x-amz-json-1.1");
    response.end(JSON.stringify({ SecretString: JSON.stringify(secret) }));
  });
  process.env.AWS_ENDPOINT_URL = `http://127.0.0.1:${await listen(t, secretsManager)}`;
  const { client, checks, close } = openDatabase(
    {
      DATABASE_HOST: "127.0.0.1",
      DATABASE_PORT: String(await listen(t, fakePostgres(state))),
      DATABASE_NAME: "store",
      DATABASE_SECRET_ARN: "arn:aws:secretsmanager:us-east-1:123456789012:secret:store",
      DATABASE_SSLMODE: "disable",
    },
    silent,
  );
  t.after(close);
  await checks.database();
  assert.match(state.startup, /user\0ada\0database\0store\0/);

  // The password is rotated: connections break, and the secret follows a moment later.
  state.password = "new";
  const lost = once(client, "error");
  for (const socket of state.sockets) {
    socket.destroy();
  }
  await lost;
  await assert.rejects(checks.database(), { code: "28P01" });
  secret.password = "new";
  await checks.database();
});

test("variables", async () => {
  assert.deepEqual(openDatabase({}, silent), { checks: { database: undefined } });
  const env = { DATABASE_HOST: "127.0.0.1", DATABASE_NAME: "store", DATABASE_USER: "ada" };
  for (const bad of [{ DATABASE_NAME: "" }, { DATABASE_USER: "" }, { DATABASE_SSLMODE: "maybe" }]) {
    assert.throws(() => openDatabase({ ...env, ...bad }, silent), ConfigError);
  }
});
