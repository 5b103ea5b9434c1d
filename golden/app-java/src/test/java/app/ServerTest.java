package app;

import static io.javalin.apibuilder.ApiBuilder.get;
import static io.javalin.apibuilder.ApiBuilder.post;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.javalin.Javalin;
import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class ServerTest {
  private final CountDownLatch arrived = new CountDownLatch(1);
  private final CountDownLatch failed = new CountDownLatch(1);
  private Javalin server;
  private Http http;

  @BeforeEach
  void start() {
    Config config = new Config(Map.of("PORT", "0"));
    server = Server.create(config, new Clients(config), this::addRoutes);
    server.start();
    http = new Http(server.port());
  }

  private void addRoutes() {
    get(
        "test-fail",
        ctx -> {
          failed.countDown();
          throw new IllegalStateException("broken");
        });
    post(
        "test-echo",
        ctx -> {
          arrived.countDown();
          ctx.result(ctx.body());
        });
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void answersEveryHealthCheck() throws IOException {
    for (String path : Config.HEALTH_CHECK_PATHS) {
      String response = exchange("GET " + path + " HTTP/1.0\r\n\r\n");
      assertTrue(response.startsWith("HTTP/1.1 200 "), response);
      assertTrue(response.endsWith("{\"status\":\"ok\"}"), response);
    }
  }

  @Test
  void answersStatus() throws Exception {
    var response = http.get(Config.BASE_PATH + "/status");
    assertEquals(200, response.statusCode());
    assertTrue(response.body().startsWith("{\"status\":\"ok\",\"checks\":{"), response.body());
  }

  @Test
  void answersErrorsAsJson() throws Exception {
    var unknown = http.get("/no-such-path?secret=1");
    assertEquals(404, unknown.statusCode());
    assertEquals("{\"error\":\"not found\"}", unknown.body());

    var wrongMethod = http.get(Config.BASE_PATH + "/test-echo");
    assertEquals(405, wrongMethod.statusCode());
    assertEquals("{\"error\":\"method not allowed\"}", wrongMethod.body());
    assertEquals("POST", wrongMethod.headers().firstValue("Allow").orElseThrow());

    var broken = http.get(Config.BASE_PATH + "/test-fail");
    assertEquals(500, broken.statusCode());
    assertEquals("{\"error\":\"internal error\"}", broken.body());

    String unreadable = exchange("NONSENSE\r\n\r\n");
    assertTrue(unreadable.endsWith("{\"error\":\"bad request\"}"), unreadable);
  }

  @Test
  void finishesRequestsInFlightWhenItStops() throws Exception {
    try (Socket idle = http.connect();
        Socket busy = http.connect()) {
      Http.write(idle, "GET " + Config.BASE_PATH + "/test-fail HTTP/1.1\r\nHost: test\r\n\r\n");
      Http.write(
          busy,
          "POST "
              + Config.BASE_PATH
              + "/test-echo HTTP/1.1\r\nHost: test\r\nContent-Length: 4\r\n\r\nha");
      assertTrue(failed.await(10, TimeUnit.SECONDS));
      assertTrue(arrived.await(10, TimeUnit.SECONDS));

      CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::stop);
      assertTrue(Http.read(idle).startsWith("HTTP/1.1 500 ")); // and its connection closes
      while (accepts()) {
        Thread.sleep(10);
      }
      Http.write(busy, "lf");
      assertTrue(Http.read(busy).endsWith("\r\n\r\nhalf"));
      stopped.get(10, TimeUnit.SECONDS);
    }
  }

  private boolean accepts() {
    try (Socket socket = http.connect()) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private String exchange(String request) throws IOException {
    try (Socket socket = http.connect()) {
      Http.write(socket, request);
      return Http.read(socket);
    }
  }
}
