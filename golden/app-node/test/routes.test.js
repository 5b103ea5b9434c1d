import assert from "node:assert/strict";
import { test } from "node:test";
import { settings } from "../src/config.js";
import routes from "../src/routes.js";
import { startService } from "./support.js";

test("says what it is", async (t) => {
  const { url } = await startService(t, routes, { env: { ENVIRONMENT: "test" } });
  const response = await fetch(`${url}/`);
  assert.equal(response.status, 200);
  assert.deepEqual(await response.json(), { service: settings.service, environment: "test" });
});

test("greets", async (t) => {
  const { url } = await startService(t, routes);
  const response = await greet(url, '{"name":"Ada"}');
  assert.equal(response.status, 201);
  assert.deepEqual(await response.json(), { message: "Hello, Ada!" });
});

test("refuses what is no greeting", async (t) => {
  const { url } = await startService(t, routes);
  for (const body of ["", "Ada", "[]", "{}", '{"name":""}', '{"name":1}', '{"name":"A","b":1}']) {
    const response = await greet(url, body);
    assert.equal(response.status, 400, body);
    assert.match((await response.json()).error, /./);
  }
});

test("refuses a greeting of more than 1 MiB", async (t) => {
  const { url } = await startService(t, routes);
  const response = await greet(url, JSON.stringify({ name: "A".repeat(1024 * 1024) }));
  assert.equal(response.status, 413);
});

function greet(url, body) {
  const headers = { "content-type": "application/json" };
  return fetch(`${url}/greetings`, { method: "POST", headers, body });
}
