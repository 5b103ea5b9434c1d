import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import net from "node:net";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { settings } from "../src/config.js";

/** The program as it runs in production: its log, line by line, and its exit code. */
function start(t, env, ...args) {
  const child = spawn(process.execPath, ["src/main.js", ...args], {
    env: { PATH: process.env.PATH, PORT: "0", ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  t.after(() => child.kill("SIGKILL"));
  const exit = once(child, "exit").then(([code]) => code);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async () => {
    const { value, done } = await lines.next();
    return done ? undefined : JSON.parse(value);
  };
  return { child, exit, line };
}

test("starts, and on SIGTERM finishes what is under way", async (t) => {
  const { child, exit, line } = start(t, { ENVIRONMENT: "test" });
  const { message, level, service, environment, port } = await line();
  assert.deepEqual(
    { message, level, service, environment },
    { message: "listening", level: "info", service: settings.service, environment: "test" },
  );
  const busy = net.connect(port);
  busy.setEncoding("utf8");
  const head = `GET ${settings.healthPaths[0]} HTTP/1.1\r\nHost: x\r\n`;
  await new Promise((resolve) => busy.write(head, resolve));
  assert.equal(await start(t, { PORT: String(port) }, "healthcheck").exit, 0);

  child.kill("SIGTERM");
  assert.equal((await line()).message, "stopping");
  busy.end("\r\n");
  assert.match((await busy.toArray()).join(""), /^HTTP\/1\.1 200 /);
  assert.equal((await line()).message, "stopped");
  assert.equal(await line(), undefined);
  assert.equal(await exit, 0);
  assert.equal(await start(t, { PORT: String(port) }, "healthcheck").exit, 1);
});

test("exits with 1 when the time to stop is over", async (t) => {
  const { child, exit, line } = start(t, { SHUTDOWN_GRACE_SECONDS: "1" });
  const { port } = await line();
  const busy = net.connect(port);
  busy.on("error", () => {});
  await new Promise((resolve) => busy.write("GET / HTTP/1.1\r\n", resolve));
  await start(t, { PORT: String(port) }, "healthcheck").exit; // by now it has read the half request
  child.kill("SIGINT");
  assert.equal((await line()).message, "stopping");
  const { level, message } = await line();
  assert.deepEqual({ level, message }, { level: "error", message: "not stopped within 1 s" });
  assert.equal(await exit, 1);
});

for (const [name, value, problem] of [
  ["PORT", "abc", 'PORT must be a whole number from 0 to 65535, not "abc"'],
  ["LOG_LEVEL", "loud", 'LOG_LEVEL must be one of debug, info, warn, error, not "loud"'],
]) {
  test(`a bad ${name} is one line of the log`, async (t) => {
    const { exit, line } = start(t, { [name]: value });
    const { level, message } = await line();
    assert.deepEqual({ level, message }, { level: "error", message: problem });
    assert.equal(await line(), undefined);
    assert.equal(await exit, 1);
  });
}
