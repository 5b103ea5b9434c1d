package app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the service's routes. This file is yours: scaffold made it once and leaves it alone. */
final class RoutesTest {
  private static final String GREETINGS = Config.BASE_PATH + "/greetings";

  private static App app;
  private static Http http;

  @BeforeAll
  static void start() {
    app = new App(new Config(Map.of("PORT", "0", "ENVIRONMENT", "test")));
    app.start();
    http = new Http(app.port());
  }

  @AfterAll
  static void stop() throws Exception {
    app.stop();
  }

  @Test
  void indexNamesTheService() throws Exception {
    var response = http.get(Config.BASE_PATH + "/");
    assertEquals(200, response.statusCode());
    String index = "{\"service\":\"shop\",\"environment\":\"test\"}";
    assertEquals(index, response.body());
  }

  @Test
  void greets() throws Exception {
    var response = http.post(GREETINGS, "{\"name\":\"Ada\"}");
    assertEquals(201, response.statusCode());
    assertEquals("{\"message\":\"Hello, Ada!\"}", response.body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "\"Ada\"",
        "{}",
        "{\"name\":1}",
        "{\"name\":\" \"}",
        "{\"name\":null}",
        "{\"name\":\"Ada\"",
        "{\"name\":\"Ada\",\"age\":36}",
      })
  void refusesOtherBodies(String body) throws Exception {
    assertEquals(400, http.post(GREETINGS, body).statusCode());
  }

  @Test
  void refusesLargeBodies() throws Exception {
    String padding = " ".repeat(1 << 20);
    assertEquals(413, http.post(GREETINGS, "{\"name\":\"Ada\"}" + padding).statusCode());
  }
}
