package app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class JsonEncoderTest {
  private static JsonNode encode(Throwable error, KeyValuePair... pairs) {
    JsonEncoder encoder = new JsonEncoder();
    encoder.setService("shop");
    encoder.setEnvironment("test");
    var logger = new LoggerContext().getLogger("app.Test");
    var event =
        new LoggingEvent(null, logger, Level.WARN, "two\n{}", error, new Object[] {"lines"});
    for (KeyValuePair pair : pairs) {
      event.addKeyValuePair(pair);
    }
    String line = new String(encoder.encode(event), StandardCharsets.UTF_8);
    assertEquals(line.length() - 1, line.indexOf('\n'));
    return JsonMapper.shared().readTree(line);
  }

  @Test
  void writesOneLineOfJson() {
    JsonNode line = encode(null);
    assertEquals("warn", line.required("level").stringValue());
    assertEquals("two\nlines", line.required("message").stringValue());
    assertEquals("shop", line.required("service").stringValue());
    assertEquals("test", line.required("environment").stringValue());
    assertFalse(line.has("stack"));
  }

  @Test
  void writesWhatIsAddedToTheEvent() {
    JsonNode line = encode(null, new KeyValuePair("status", 200), new KeyValuePair("any", this));
    assertEquals(200, line.required("status").intValue());
    assertTrue(line.required("any").isString());
  }

  @Test
  void writesStacks() {
    JsonNode line = encode(new IllegalStateException("outer", new RuntimeException("inner")));
    assertTrue(line.required("stack").stringValue().contains("Caused by: "));
  }
}
