import { setTimeout as delay } from "node:timers/promises";
import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { constant, settings, url } from "./config.js";

const LONG_POLL = 20; // seconds
const MAX_BACKOFF = 30_000; // milliseconds

/** The queues by name: `await clients.queues.get("jobs").send({ id: 1 })`. */
export function openQueues(env) {
  const sqs = new SQSClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 2000, requestTimeout: 5000, throwOnRequestTimeout: true },
  });
  const queues = new Map();
  const checks = {};
  for (const name of settings.queues) {
    const address = url(env, `QUEUE_${constant(name)}_URL`);
    const queue = address && new Queue(sqs, address);
    queues.set(name, queue);
    checks[`queue ${name}`] = queue && ((signal) => queue.check(signal));
  }
  return { client: queues, checks, close: () => sqs.destroy() };
}

class Queue {
  constructor(sqs, url) {
    this.sqs = sqs;
    this.url = url;
  }

  /** Sends a value as JSON. Options are those of SQS' SendMessage, such as DelaySeconds. */
  send(value, options = {}) {
    const message = { ...options, QueueUrl: this.url, MessageBody: JSON.stringify(value) };
    return this.sqs.send(new SendMessageCommand(message));
  }

  check(abortSignal) {
    const question = { QueueUrl: this.url, AttributeNames: ["QueueArn"] };
    return this.sqs.send(new GetQueueAttributesCommand(question), { abortSignal });
  }

  /** Waits for a message; undefined when none has come. */
  async receive(abortSignal) {
    const { Messages } = await this.sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: this.url,
        WaitTimeSeconds: LONG_POLL,
        MaxNumberOfMessages: 1, // a second one would wait while its visibility timeout runs
        MessageSystemAttributeNames: ["ApproximateReceiveCount"],
      }),
      { abortSignal, requestTimeout: (LONG_POLL + 5) * 1000 },
    );
    return Messages?.[0];
  }

  remove({ ReceiptHandle }) {
    return this.sqs.send(new DeleteMessageCommand({ QueueUrl: this.url, ReceiptHandle }));
  }
}

/**
 * Hands the messages of a queue to `handle`, one after the other. `stop` ends the waiting at once
 * and returns when the message in hand is done.
 */
export function startWorker(queue, handle, log) {
  const stopping = new AbortController();
  const done = queue ? work(queue, handle, log, stopping.signal) : undefined;
  return {
    stop() {
      stopping.abort();
      return done;
    },
  };
}

async function work(queue, handle, log, signal) {
  let backoff = 1000;
  while (!signal.aborted) {
    try {
      const message = await queue.receive(signal);
      backoff = 1000;
      if (message) {
        await processMessage(queue, message, handle, log);
      }
    } catch (error) {
      if (!signal.aborted) {
        log.error({ err: error, retry_ms: backoff }, "the queue cannot be reached");
        await delay(backoff, undefined, { signal }).catch(() => {});
        backoff = Math.min(2 * backoff, MAX_BACKOFF);
      }
    }
  }
}

/** A message that fails stays in the queue: it comes again, and in the end to the dead letter queue. */
async function processMessage(queue, message, handle, log) {
  try {
    await handle(message);
    await queue.remove(message);
  } catch (error) {
    log.error({ err: error, message_id: message.MessageId }, "a message failed");
  }
}
