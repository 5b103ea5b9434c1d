import assert from "node:assert/strict";
import { EventEmitter, once } from "node:events";
import { beforeEach, test } from "node:test";
import { createLogger } from "../src/config.js";
import { startWorker } from "../src/queues.js";

let lines;
const log = createLogger({}, { write: (line) => lines.push(JSON.parse(line)) });
beforeEach(() => {
  lines = [];
});

/** A queue that gives these answers, or fails with them, and has no message after them. */
function fakeQueue(...answers) {
  const removed = [];
  const receive = async (signal) => {
    const answer = answers.shift() ?? (await once(signal, "abort"));
    if (answer instanceof Error || signal.aborted) {
      throw answer;
    }
    return answer;
  };
  return { removed, receive, remove: async ({ MessageId }) => removed.push(MessageId) };
}

test("removes a message that is done and leaves one that fails", async () => {
  const queue = fakeQueue({ MessageId: "1" }, { MessageId: "2" }, { MessageId: "3" });
  const messages = new EventEmitter();
  const handle = async ({ MessageId }) => {
    messages.emit(MessageId);
    if (MessageId === "2") {
      throw new Error("broken");
    }
  };
  const worker = startWorker(queue, handle, log);
  await once(messages, "3");
  await worker.stop();
  assert.deepEqual(queue.removed, ["1", "3"]);
  assert.equal(lines.length, 1);
  assert.equal(lines[0].level, "error");
  assert.equal(lines[0].message_id, "2");
  assert.match(lines[0].err.stack, /broken/);
});

test("stopping waits for the message in hand and takes no other", async () => {
  const queue = fakeQueue({ MessageId: "1" }, { MessageId: "2" });
  const work = new EventEmitter();
  const handle = async () => {
    work.emit("started");
    await once(work, "finish");
  };
  const worker = startWorker(queue, handle, log);
  await once(work, "started");
  const stopped = worker.stop();
  assert.deepEqual(queue.removed, []);
  work.emit("finish");
  await stopped;
  assert.deepEqual(queue.removed, ["1"]);
});

test("an unreachable queue is logged, and stopping does not wait for the next attempt", async () => {
  const worker = startWorker(fakeQueue(new Error("unreachable")), async () => {}, log);
  await new Promise(setImmediate);
  await worker.stop();
  assert.equal(lines.length, 1);
  assert.equal(lines[0].err.message, "unreachable");
  assert.equal(lines[0].retry_ms, 1000);
});

test("without a queue there is nothing to do", async () => {
  await startWorker(undefined, async () => {}, log).stop();
});
