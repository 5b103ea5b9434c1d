package app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigTest {
  @Test
  void hasDefaults() {
    Config config = new Config(Map.of("ENVIRONMENT", ""));
    assertEquals(9090, config.port);
    assertEquals("shop", config.service);
    assertEquals("local", config.environment);
    assertEquals(55, config.shutdownGrace.toSeconds());
    assertEquals(Optional.empty(), config.text("ANY"));
  }

  @ParameterizedTest
  @CsvSource({
    "PORT, abc",
    "PORT, 70000",
    "LOG_LEVEL, loud",
    "SHUTDOWN_GRACE_SECONDS, 0",
  })
  void refusesBadValues(String name, String value) {
    Map<String, String> variables = Map.of(name, value);
    var problem = assertThrows(Config.Invalid.class, () -> new Config(variables));
    assertTrue(problem.getMessage().startsWith(name + " is "), problem.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"pricing", "ftp://pricing", "//pricing", "http://"})
  void refusesOtherUrls(String value) {
    Config config = new Config(Map.of("ANY_URL", value));
    assertThrows(Config.Invalid.class, () -> config.url("ANY_URL"));
  }

  @Test
  void makesConstants() {
    assertEquals("MAIL_OUT", Config.constant("mail-out"));
  }
}
