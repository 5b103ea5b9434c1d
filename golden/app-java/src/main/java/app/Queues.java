package app;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The service's SQS queues, by name. */
final class Queues implements AutoCloseable {
  static final List<String> NAMES =
      """
      jobs
      """
          .lines()
          .toList();

  private final Map<String, Optional<Queue>> queues = new LinkedHashMap<>();
  private SqsClient sqs;

  record Queue(SqsClient sqs, String url) {
    void send(String body) {
      sqs.sendMessage(message -> message.queueUrl(url).messageBody(body));
    }

    void check() {
      sqs.getQueueAttributes(get -> get.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN));
    }
  }

  Queues(Config config) {
    for (String name : NAMES) {
      Optional<String> url = config.url(variable(name)).map(Object::toString);
      queues.put(name, url.map(it -> new Queue(client(), it)));
    }
  }

  /** Made for the first queue: without any, no AWS region needs to be set. */
  private SqsClient client() {
    if (sqs == null) {
      sqs =
          SqsClient.builder()
              .httpClientBuilder(UrlConnectionHttpClient.builder())
              .overrideConfiguration(timeouts -> timeouts.apiCallTimeout(Duration.ofSeconds(10)))
              .build();
    }
    return sqs;
  }

  static String variable(String name) {
    return "QUEUE_" + Config.constant(name) + "_URL";
  }

  Queue get(String name) {
    return find(name).orElseThrow(() -> new IllegalStateException(variable(name) + " is not set"));
  }

  /** Empty where this environment does not have the queue. */
  Optional<Queue> find(String name) {
    return queues.getOrDefault(name, Optional.empty());
  }

  void addChecks(Map<String, Optional<Status.Check>> checks) {
    queues.forEach((name, queue) -> checks.put("queue " + name, queue.map(it -> it::check)));
  }

  @Override
  public void close() {
    if (sqs != null) {
      sqs.close();
    }
  }
}
