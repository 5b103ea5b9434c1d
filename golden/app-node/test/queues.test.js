import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { once } from "node:events";
import http from "node:http";
import { test } from "node:test";
import { ConfigError, constant, settings } from "../src/config.js";
import { openQueues } from "../src/queues.js";

const [name] = settings.queues;
const variable = `QUEUE_${constant(name)}_URL`;

process.env.AWS_REGION = "us-east-1";
process.env.AWS_ACCESS_KEY_ID = "test";
process.env.AWS_SECRET_ACCESS_KEY = "test";

test("sends JSON and checks the queue", async (t) => {
  const calls = [];
  const sqs = http.createServer(async (request, response) => {
    const call = JSON.parse((await request.toArray()).join(""));
    calls.push({ action: request.headers["x-amz-target"], ...call });
    const digest = createHash("md5").update(call.MessageBody ?? "");
    response.setHeader("content-type", "application/x-amz-json-1.0");
    response.end(JSON.stringify({ MessageId: "1", MD5OfMessageBody: digest.digest("hex") }));
  });
  sqs.listen(0, "127.0.0.1");
  await once(sqs, "listening");
  t.after(() => sqs.close());
  process.env.AWS_ENDPOINT_URL = `http://127.0.0.1:${sqs.address().port}`;
  const url = `${process.env.AWS_ENDPOINT_URL}/123456789012/queue`;
  const { client, checks, close } = openQueues({ [variable]: url });
  t.after(close);

  await client.get(name).send({ id: 1 }, { DelaySeconds: 5 });
  await checks[`queue ${name}`](AbortSignal.timeout(2000));
  assert.deepEqual(calls, [
    { action: "AmazonSQS.SendMessage", QueueUrl: url, MessageBody: '{"id":1}', DelaySeconds: 5 },
    { action: "AmazonSQS.GetQueueAttributes", QueueUrl: url, AttributeNames: ["QueueArn"] },
  ]);
});

test("variables", () => {
  const { client, checks } = openQueues({});
  assert.equal(client.get(name), undefined);
  assert.equal(checks[`queue ${name}`], undefined);
  assert.throws(() => openQueues({ [variable]: "queue" }), ConfigError);
});
