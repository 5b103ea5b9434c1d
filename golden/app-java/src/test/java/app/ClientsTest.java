package app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.javalin.Javalin;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(30)
final class ClientsTest {
  /** Nothing listens on port 1. */
  private static final Map<String, String> OUT_OF_REACH = new LinkedHashMap<>();

  @BeforeAll
  static void configure() {
    OUT_OF_REACH.put("DATABASE_HOST", "127.0.0.1");
    OUT_OF_REACH.put("DATABASE_PORT", "1");
    OUT_OF_REACH.put("DATABASE_NAME", "shop");
    OUT_OF_REACH.put("DATABASE_USER", "shop");
    OUT_OF_REACH.put("DATABASE_PASSWORD", "local");
    OUT_OF_REACH.put("REDIS_HOST", "127.0.0.1");
    OUT_OF_REACH.put("REDIS_PORT", "1");
    for (String name : Queues.NAMES) {
      OUT_OF_REACH.put(Queues.variable(name), "http://127.0.0.1:1");
    }
    for (String name : Services.NAMES) {
      OUT_OF_REACH.put(Services.variable(name), "http://127.0.0.1:1");
    }
    System.setProperty("aws.region", "us-east-1");
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
    System.setProperty("aws.endpointUrl", "http://127.0.0.1:1");
  }

  @Test
  void whatIsMissingDoesNotFailTheStatus() throws Exception {
    assertStatus(200, "ok", "not configured", Map.of());
  }

  @Test
  void whatIsOutOfReachDoes() throws Exception {
    assertStatus(503, "unavailable", "unavailable", OUT_OF_REACH);
  }

  private static void assertStatus(
      int code, String status, String check, Map<String, String> variables) throws Exception {
    Map<String, String> all = new LinkedHashMap<>(variables);
    all.put("PORT", "0");
    Config config = new Config(all);
    try (Clients clients = new Clients(config)) {
      Javalin server = Server.create(config, clients, () -> {});
      server.start();
      var response = new Http(server.port()).get(Config.BASE_PATH + "/status");
      server.stop();

      assertEquals(code, response.statusCode());
      JsonNode answer = JsonMapper.shared().readTree(response.body());
      assertEquals(status, answer.required("status").stringValue());
      assertEquals(
          clients.checks().keySet(), Set.copyOf(answer.required("checks").propertyNames()));
      answer.required("checks").forEach(result -> assertEquals(check, result.stringValue()));
    }
  }
}
