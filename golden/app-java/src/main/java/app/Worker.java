package app;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** Takes messages from a queue, one after the other, and hands them to a handler. */
final class Worker {
  /** A message whose handler throws comes again, and in the end goes to the dead letter queue. */
  interface Handler {
    void handle(Message message) throws Exception;
  }

  private static final Logger log = LoggerFactory.getLogger(Worker.class);

  private final Queues.Queue queue;
  private final SqsClient receiver;
  private final Handler handler;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "worker");

  /** The receiver is a client for receiving alone: closing it ends a long poll. */
  Worker(Queues.Queue queue, SqsClient receiver, Handler handler) {
    this.queue = queue;
    this.receiver = receiver;
    this.handler = handler;
  }

  static SqsClient receiver() {
    return SqsClient.builder().httpClientBuilder(defaults -> new LongPoll()).build();
  }

  void start() {
    thread.start();
  }

  void stopReceiving() {
    stopping.countDown();
    receiver.close();
  }

  /** Waits for the message in hand. */
  void join() throws InterruptedException {
    while (thread.isAlive()) {
      receiver.close(); // once more, for a poll that had just begun
      thread.join(100);
    }
  }

  private void run() {
    int pause = 1;
    while (stopping.getCount() > 0) {
      try {
        receive();
        pause = 1;
      } catch (RuntimeException e) {
        pause = pauseAfter(e, pause);
      }
    }
  }

  /** One message at a time: at a stop, those behind it would have to wait until they come again. */
  private void receive() {
    receiver
        .receiveMessage(get -> get.queueUrl(queue.url()).maxNumberOfMessages(1).waitTimeSeconds(20))
        .messages()
        .forEach(this::work);
  }

  private void work(Message message) {
    try {
      handler.handle(message);
    } catch (Throwable e) { // even an Error, which would end the thread unseen
      log.atError().addKeyValue("message_id", message.messageId()).setCause(e).log("not handled");
      return;
    }
    queue
        .sqs()
        .deleteMessage(it -> it.queueUrl(queue.url()).receiptHandle(message.receiptHandle()));
  }

  private int pauseAfter(RuntimeException failure, int seconds) {
    if (stopping.getCount() > 0) {
      log.atError()
          .addKeyValue("pause_seconds", seconds)
          .setCause(failure)
          .log("queue unavailable");
      try {
        stopping.await(seconds, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        stopping.countDown();
      }
    }
    return Math.min(2 * seconds, 30);
  }

  /** An HTTP client that hangs up when it is closed: this one's calls heed no interrupt. */
  private static final class LongPoll implements SdkHttpClient {
    private final SdkHttpClient http =
        UrlConnectionHttpClient.builder().socketTimeout(Duration.ofSeconds(30)).build();
    private volatile ExecutableHttpRequest call;
    private volatile boolean closed;

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      if (closed) {
        throw new IllegalStateException("closed");
      }
      call = http.prepareRequest(request);
      return call;
    }

    @Override
    public void close() {
      closed = true;
      if (call != null) {
        call.abort();
      }
      http.close();
    }
  }
}
