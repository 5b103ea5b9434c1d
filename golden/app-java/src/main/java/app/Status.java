package app;

import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers whether what the service uses can be reached. */
final class Status {
  /** Throws where something is out of reach. */
  interface Check {
    void run() throws Exception;
  }

  private static final Logger log = LoggerFactory.getLogger(Status.class);
  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "status");
            thread.setDaemon(true);
            return thread;
          });

  record Answer(String status, Map<String, String> checks) {}

  private Status() {}

  static void answer(Context ctx, Map<String, Optional<Check>> checks) {
    Map<String, CompletableFuture<String>> running = new LinkedHashMap<>();
    checks.forEach((name, check) -> running.put(name, start(name, check)));
    Map<String, String> results = new LinkedHashMap<>();
    running.forEach((name, result) -> results.put(name, result.join()));
    boolean ok = !results.containsValue("unavailable");
    ctx.status(ok ? 200 : 503).json(new Answer(ok ? "ok" : "unavailable", results));
  }

  private static CompletableFuture<String> start(String name, Optional<Check> check) {
    if (check.isEmpty()) {
      return CompletableFuture.completedFuture("not configured");
    }
    return CompletableFuture.supplyAsync(() -> run(check.get()), THREADS)
        .orTimeout(2, TimeUnit.SECONDS)
        .exceptionally(
            e -> {
              log.atWarn().addKeyValue("check", name).setCause(e).log("check failed");
              return "unavailable";
            });
  }

  private static String run(Check check) {
    try {
      check.run();
      return "ok";
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }
}
