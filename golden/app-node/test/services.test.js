import assert from "node:assert/strict";
import { once } from "node:events";
import http from "node:http";
import { test } from "node:test";
import { ConfigError, constant, settings } from "../src/config.js";
import { openServices } from "../src/services.js";

const [name] = settings.services;
const variable = `${constant(name)}_URL`;

/** A service that answers as told; returns the client's side of it. */
async function serve(t, listener) {
  const server = http.createServer(listener);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  const env = { [variable]: `http://127.0.0.1:${server.address().port}/base/` };
  const { client, checks } = openServices(env);
  return { service: client.get(name), check: checks[`service ${name}`] };
}

test("asks below the service's URL and hands on the trace", async (t) => {
  const { service } = await serve(t, async (request, response) => {
    const body = (await request.toArray()).join("");
    const { method, url, headers } = request;
    response.end(JSON.stringify({ method, url, body, trace: headers["x-amzn-trace-id"] }));
  });
  const answer = await service.get("/prices?id=1");
  assert.equal(answer.status, 200);
  assert.deepEqual(await answer.json(), { method: "GET", url: "/base/prices?id=1", body: "" });
  const options = { json: { id: 1 }, traceId: "Root=1-2-3" };
  assert.deepEqual(await (await service.post("/prices", options)).json(), {
    method: "POST",
    url: "/base/prices",
    body: '{"id":1}',
    trace: "Root=1-2-3",
  });
});

test("asks again only when that changes nothing", async (t) => {
  let calls = 0;
  const { service } = await serve(t, (request, response) => {
    calls += 1;
    // The first answer keeps the connection, which then breaks under the next request.
    calls === 2 || calls === 5 ? request.socket.resetAndDestroy() : response.end("ok");
  });
  await service.get("/");
  assert.equal(await (await service.get("/")).text(), "ok");
  assert.equal(calls, 3);
  await service.get("/");
  await assert.rejects(service.post("/"), { code: "ECONNRESET" });
  assert.equal(calls, 5);
});

test("a call ends with its signal", async (t) => {
  const { service } = await serve(t, () => {});
  const signal = AbortSignal.timeout(20);
  await assert.rejects(service.get("/", { signal }));
});

test("the check takes any answer below 500", async (t) => {
  let status = 404;
  const { check } = await serve(t, (_request, response) => response.writeHead(status).end());
  await check();
  status = 500;
  await assert.rejects(check(), /answered 500/);
});

test("variables", () => {
  const { client, checks } = openServices({});
  assert.equal(client.get(name), undefined);
  assert.equal(checks[`service ${name}`], undefined);
  assert.throws(() => openServices({ [variable]: "pricing" }), ConfigError);
});
