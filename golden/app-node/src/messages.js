/**
 * Does the work of one message of the queue jobs. Returning deletes it, throwing leaves
 * it to come again. It may come twice in any case, so doing its work again must do no harm.
 *
 * `message` is as SQS has it. Beside `log` there are `clients` and `config`, as routes have them.
 */
export async function handle(message, { log }) {
  const body = JSON.parse(message.Body);
  log.info({ message_id: message.MessageId, keys: Object.keys(body) }, "a message was handled");
}
