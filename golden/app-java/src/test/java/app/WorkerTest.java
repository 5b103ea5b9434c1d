package app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

@Timeout(30)
final class WorkerTest {
  private final FakeSqs sqs = new FakeSqs();

  private Worker start(Worker.Handler handler) {
    Worker worker = new Worker(new Queues.Queue(sqs, "http://queue"), sqs, handler);
    worker.start();
    return worker;
  }

  private static void stop(Worker worker) throws InterruptedException {
    worker.stopReceiving();
    worker.join();
  }

  @Test
  void deletesWhatIsDoneAndLeavesTheRest() throws InterruptedException {
    Worker worker =
        start(
            message -> {
              if (message.body().equals("bad")) {
                throw new AssertionError("bad");
              }
            });
    sqs.send("bad");
    sqs.send("good");
    assertEquals("good", sqs.deleted.take());
    stop(worker);
    assertEquals(0, sqs.deleted.size());
  }

  @Test
  void goesOnWhenTheQueueIsBack() throws InterruptedException {
    sqs.outages.add(new IllegalStateException("no such host"));
    Worker worker = start(message -> {});
    sqs.send("late");
    assertEquals("late", sqs.deleted.take());
    stop(worker);
  }

  @Test
  void finishesTheMessageInHandWhenItStops() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Worker worker =
        start(
            message -> {
              begun.countDown();
              end.await();
            });
    sqs.send("in hand");
    sqs.send("next");
    begun.await();
    worker.stopReceiving();
    end.countDown();
    worker.join();
    assertEquals(List.of("in hand"), List.copyOf(sqs.deleted));
    assertFalse(sqs.waiting.isEmpty());
  }

  /** A queue in memory; closing it ends a receive that waits. */
  private static final class FakeSqs implements SqsClient {
    final BlockingQueue<Message> waiting = new LinkedBlockingQueue<>();
    final BlockingQueue<String> deleted = new LinkedBlockingQueue<>();
    final BlockingQueue<RuntimeException> outages = new LinkedBlockingQueue<>();
    private volatile boolean closed;

    void send(String body) {
      waiting.add(Message.builder().messageId("1").receiptHandle(body).body(body).build());
    }

    @Override
    public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
      RuntimeException outage = outages.poll();
      if (outage != null) {
        throw outage;
      }
      try {
        while (!closed) {
          Message message = waiting.poll(10, TimeUnit.MILLISECONDS);
          if (message != null) {
            return ReceiveMessageResponse.builder().messages(message).build();
          }
        }
      } catch (InterruptedException e) {
        closed = true;
      }
      throw new IllegalStateException("closed");
    }

    @Override
    public DeleteMessageResponse deleteMessage(DeleteMessageRequest request) {
      deleted.add(request.receiptHandle());
      return DeleteMessageResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
