package app;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.json.JsonMapper;

/** Writes a log event as one line of JSON; logback.xml sets it up. */
public final class JsonEncoder extends EncoderBase<ILoggingEvent> {
  private static final JsonMapper JSON = JsonMapper.shared();

  private String service;
  private String environment;

  public void setService(String service) {
    this.service = service;
  }

  public void setEnvironment(String environment) {
    this.environment = environment;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("time", event.getInstant().toString());
    line.put("level", event.getLevel().toString().toLowerCase(Locale.ROOT));
    line.put("message", event.getFormattedMessage());
    line.put("service", service);
    line.put("environment", environment);
    line.put("logger", event.getLoggerName());
    if (event.getKeyValuePairs() != null) {
      for (KeyValuePair pair : event.getKeyValuePairs()) {
        line.put(pair.key, scalar(pair.value));
      }
    }
    if (event.getThrowableProxy() != null) {
      line.put("stack", ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
    return (JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** An object of a library must neither fail the log line nor open up in it. */
  private static Object scalar(Object value) {
    return value instanceof Number || value instanceof Boolean ? value : String.valueOf(value);
  }

  @Override
  public byte[] headerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] footerBytes() {
    return new byte[0];
  }
}
