package app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the app and stops it on SIGTERM; with the argument healthcheck, asks a running one. */
final class Main {
  private Main() {}

  public static void main(String[] args) {
    if (Arrays.asList(args).contains("healthcheck")) {
      System.exit(healthy() ? 0 : 1);
    }
    Logger log = LoggerFactory.getLogger(Main.class);
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, e) -> log.error("uncaught exception in thread {}", thread.getName(), e));
    try {
      Config config = new Config(System.getenv());
      App app = new App(config);
      // The JVM would exit with 143 after its hooks; halt ends it with a status of our own.
      Runnable onSignal = () -> Runtime.getRuntime().halt(stop(app, config.shutdownGrace, log));
      Runtime.getRuntime().addShutdownHook(new Thread(onSignal, "shutdown"));
      app.start();
    } catch (Config.Invalid e) {
      log.error("bad configuration: {}", e.getMessage());
      Runtime.getRuntime().halt(1);
    } catch (Exception e) {
      log.error("cannot start", e);
      Runtime.getRuntime().halt(1);
    }
  }

  private static int stop(App app, Duration grace, Logger log) {
    log.info("stopping");
    FutureTask<Void> stopped =
        new FutureTask<>(
            () -> {
              app.stop();
              return null;
            });
    try {
      new Thread(stopped, "stop").start();
      stopped.get(grace.toMillis(), TimeUnit.MILLISECONDS);
      log.info("stopped");
      return 0;
    } catch (TimeoutException e) {
      log.error("not stopped within {} seconds", grace.toSeconds());
    } catch (Exception e) {
      log.error("stopping failed", e);
    }
    return 1;
  }

  /** Asks by a bare socket: HTTP clients refuse some paths, and loading one takes longer. */
  private static boolean healthy() {
    try (Socket socket = new Socket()) {
      int port = new Config(System.getenv()).port;
      String request =
          "GET " + Config.HEALTH_CHECK_PATHS.get(0) + " HTTP/1.0\r\nHost: localhost\r\n\r\n";
      socket.setSoTimeout(3000);
      socket.connect(new InetSocketAddress("127.0.0.1", port), 3000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      var answer = new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII);
      String status = new BufferedReader(answer).readLine();
      return status != null && status.matches("HTTP/1\\.[01] 200 .*");
    } catch (IOException | Config.Invalid e) {
      System.err.println(e.getMessage());
      return false;
    }
  }
}
