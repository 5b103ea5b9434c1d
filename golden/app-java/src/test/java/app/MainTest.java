package app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the program as the container does: every line on its stdout is JSON. */
@Timeout(60)
final class MainTest {
  private static Process run(Map<String, String> variables, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "app.Main"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().retainAll(List.of("PATH"));
    builder.environment().putAll(variables);
    return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static JsonNode line(BufferedReader output) throws IOException {
    JsonNode line = JsonMapper.shared().readTree(output.readLine());
    Instant.parse(line.required("time").stringValue());
    assertEquals("shop", line.required("service").stringValue());
    assertEquals("test", line.required("environment").stringValue());
    return line;
  }

  @Test
  void servesUntilItIsTerminated() throws Exception {
    Process program = run(Map.of("PORT", "0", "ENVIRONMENT", "test"));
    try (BufferedReader output = program.inputReader()) {
      JsonNode listening = line(output);
      assertEquals("listening", listening.required("message").stringValue());
      int port = listening.required("port").intValue();

      assertEquals(0, run(Map.of("PORT", Integer.toString(port)), "healthcheck").waitFor());
      assertEquals(404, new Http(port).get("/no-such-path?secret=1").statusCode());
      JsonNode request = line(output);
      assertEquals("info", request.required("level").stringValue());
      assertEquals("GET", request.required("method").stringValue());
      assertEquals("/no-such-path", request.required("path").stringValue());
      assertEquals(404, request.required("status").intValue());
      assertTrue(request.required("duration_ms").isNumber());

      program.toHandle().destroy(); // unlike Process.destroy, leaves its output open
      assertEquals("stopping", line(output).required("message").stringValue());
      assertEquals("stopped", line(output).required("message").stringValue());
      assertEquals(0, program.waitFor());
      assertEquals(1, run(Map.of("PORT", Integer.toString(port)), "healthcheck").waitFor());
    } finally {
      program.destroyForcibly();
    }
  }

  @Test
  void saysWhatIsWrongWithItsConfiguration() throws Exception {
    Process program = run(Map.of("PORT", "abc", "ENVIRONMENT", "test"));
    try (BufferedReader output = program.inputReader()) {
      JsonNode line = line(output);
      assertEquals("error", line.required("level").stringValue());
      assertTrue(line.required("message").stringValue().contains("PORT is "));
      assertTrue(program.waitFor(30, TimeUnit.SECONDS));
      assertEquals(1, program.exitValue());
    }
  }
}
