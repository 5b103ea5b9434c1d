package app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ServicesTest {
  private static final String NAME = Services.NAMES.get(0);

  private final List<String> calls = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private Services services;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/base/";
    services = new Services(new Config(Map.of(Services.variable(NAME), url)));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange call) throws IOException {
    String trace = call.getRequestHeaders().getFirst("X-Amzn-Trace-Id");
    String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    calls.add("%s %s %s %s".formatted(call.getRequestMethod(), call.getRequestURI(), trace, body));
    if (!body.equals("hang up")) {
      byte[] answer = "{}".getBytes(StandardCharsets.UTF_8);
      call.sendResponseHeaders(201, answer.length);
      call.getResponseBody().write(answer);
    }
    call.close();
  }

  @Test
  void callsBelowTheUrl() throws Exception {
    var response = services.get(NAME).get("/prices?x=1");
    assertEquals(201, response.statusCode());
    assertEquals("{}", response.body());
    assertEquals(List.of("GET /base/prices?x=1 null "), calls);
  }

  @Test
  void passesTheTraceOn() throws Exception {
    services.get(NAME).traced("Root=1").post("/prices", "{}");
    assertEquals(List.of("POST /base/prices Root=1 {}"), calls);
  }

  @Test
  void sendsNothingTwice() {
    Services.Service service = services.get(NAME);
    assertThrows(IOException.class, () -> service.post("/prices", "hang up"));
    assertEquals(1, calls.size());
  }

  @Test
  void saysWhatIsNotConfigured() {
    Services none = new Services(new Config(Map.of()));
    assertThrows(IllegalStateException.class, () -> none.get(NAME));
    Map<String, Optional<Status.Check>> checks = new LinkedHashMap<>();
    none.addChecks(checks);
    assertEquals(Optional.empty(), checks.get("service " + NAME));
  }
}
