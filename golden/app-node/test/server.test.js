import assert from "node:assert/strict";
import net from "node:net";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { createLogger, settings } from "../src/config.js";
import { startService } from "./support.js";

async function routes(app) {
  app.post("/echo", async (request) => request.body);
  app.get("/items/:id", async (request) => request.params);
  app.delete("/items/all", async () => ({}));
  app.get("/broken", async () => {
    throw new Error("secret cause");
  });
}

async function answer(url, options) {
  const response = await fetch(url, options);
  return [response.status, await response.json()];
}

test("health checks are answered and not logged", async (t) => {
  const { origin, lines } = await startService(t, routes);
  for (const path of settings.healthPaths) {
    assert.deepEqual(await answer(origin + path), [200, { status: "ok" }]);
    assert.deepEqual(await answer(`${origin}${path}?x=1`), [200, { status: "ok" }]);
  }
  assert.deepEqual(lines, []);
});

test("unknown paths and wrong methods", async (t) => {
  const { origin, url } = await startService(t, routes);
  const notFound = [404, { error: "not found" }];
  assert.deepEqual(await answer(`${url}/unknown`), notFound);
  assert.deepEqual(await answer(`${url}/unknown`, { method: "POST", body: "{" }), notFound);
  for (const [path, allowed] of [
    ["/echo", "POST"],
    ["/items/1", "GET, HEAD"],
    ["/items/all", "DELETE, GET, HEAD"],
  ]) {
    const response = await fetch(url + path, { method: "PUT", body: "{" });
    assert.equal(response.status, 405);
    assert.equal(response.headers.get("allow").split(", ").sort().join(", "), allowed);
    assert.deepEqual(await response.json(), { error: "method not allowed" });
  }
  const response = await fetch(origin + settings.healthPaths[0], { method: "DELETE" });
  assert.equal(response.status, 405);
});

test("bad bodies", async (t) => {
  const { url } = await startService(t, routes);
  const [status, body] = await answer(`${url}/echo`, { method: "POST", body: "{" });
  assert.equal(status, 400);
  assert.match(body.error, /JSON/);
  const big = JSON.stringify("x".repeat(1024 * 1024));
  assert.equal((await answer(`${url}/echo`, { method: "POST", body: big }))[0], 413);
});

test("an exception is logged with its stack and not shown", async (t) => {
  const { url, lines } = await startService(t, routes);
  assert.deepEqual(await answer(`${url}/broken`), [500, { error: "internal error" }]);
  const line = lines.find(({ level }) => level === "error");
  assert.match(line.err.stack, /secret cause[\s\S]*server\.test\.js/);
});

test("an error is logged without what libraries hang on it", () => {
  const lines = [];
  const log = createLogger({}, { write: (line) => lines.push(JSON.parse(line)) });
  const connection = { password: "secret" };
  log.warn({ err: Object.assign(new TypeError("lost"), { code: "57P01", connection }) }, "failed");
  const { stack, ...err } = lines[0].err;
  assert.match(stack, /server\.test\.js/);
  assert.deepEqual(err, { type: "TypeError", message: "lost", code: "57P01" });
});

test("the access log has no query and the trace", async (t) => {
  const { url, lines } = await startService(t, routes, { env: { ENVIRONMENT: "test" } });
  const headers = { "x-amzn-trace-id": "Root=1-2-3" };
  await answer(`${url}/unknown?token=secret`, { headers });
  const { time, duration_ms, ...line } = await logged(lines);
  assert.match(time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  assert.ok(duration_ms >= 0);
  assert.deepEqual(line, {
    level: "info",
    service: settings.service,
    environment: "test",
    method: "GET",
    path: `${settings.basePath}/unknown`,
    status: 404,
    trace_id: "Root=1-2-3",
    message: "request",
  });
});

test("status without anything configured", async (t) => {
  const { url } = await startService(t, routes);
  const [status, body] = await answer(`${url}/status`);
  assert.equal(status, 200);
  assert.equal(body.status, "ok");
  assert.deepEqual(body.checks, {
    database: "not configured",
    cache: "not configured",
    ...Object.fromEntries(settings.queues.map((name) => [`queue ${name}`, "not configured"])),
    ...Object.fromEntries(settings.services.map((name) => [`service ${name}`, "not configured"])),
  });
});

test("stopping finishes the request in flight and closes its connection", async (t) => {
  const { origin, stop } = await startService(t, routes);
  const { port } = new URL(origin);
  const busy = net.connect(port);
  busy.setEncoding("utf8");
  const head = `POST ${settings.basePath}/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 8\r\n\r\n`;
  await new Promise((resolve) => busy.write(`${head}{"a"`, resolve));
  await fetch(origin); // by now the server has read the half request
  const stopped = stop();
  await assert.rejects(fetch(origin));
  busy.end(": 1}");
  const text = (await busy.toArray()).join("");
  assert.match(text, /^HTTP\/1\.1 200 OK\r\n/);
  assert.match(text, /\r\nconnection: close\r\n/i);
  assert.ok(text.endsWith('{"a":1}'));
  await stopped;
});

async function logged(lines) {
  while (lines.length === 0) {
    await delay(5);
  }
  return lines[0];
}
