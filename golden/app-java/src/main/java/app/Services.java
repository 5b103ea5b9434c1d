package app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The other services that this one calls, by name. */
final class Services {
  static final List<String> NAMES =
      """
      catalog
      pricing
      """
          .lines()
          .toList();

  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  private final Map<String, Optional<Service>> services = new LinkedHashMap<>();

  Services(Config config) {
    for (String name : NAMES) {
      services.put(name, config.url(variable(name)).map(url -> new Service(url, null)));
    }
  }

  static String variable(String name) {
    return Config.constant(name) + "_URL";
  }

  /** For example {@code services.get("pricing").get("/prices")}. */
  Service get(String name) {
    return services
        .getOrDefault(name, Optional.empty())
        .orElseThrow(() -> new IllegalStateException(variable(name) + " is not set"));
  }

  void addChecks(Map<String, Optional<Status.Check>> checks) {
    services.forEach(
        (name, service) -> checks.put("service " + name, service.map(it -> it::check)));
  }

  /** One service. A call takes ten seconds at most and is sent once; its caller may try again. */
  record Service(URI url, String traceId) {
    /** The same service, told the trace that the call belongs to (X-Amzn-Trace-Id, may be null). */
    Service traced(String traceId) {
      return new Service(url, traceId);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
      return send(request(path).GET());
    }

    HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
      return send(
          request(path)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(json)));
    }

    /** A request for calls of other kinds; {@link #send} sends it. */
    HttpRequest.Builder request(String path) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(url.toString().replaceAll("/$", "") + path));
      return traceId == null ? request : request.header("X-Amzn-Trace-Id", traceId);
    }

    HttpResponse<String> send(HttpRequest.Builder request)
        throws IOException, InterruptedException {
      CompletableFuture<HttpResponse<String>> call =
          HTTP.sendAsync(request.build(), BodyHandlers.ofString());
      try {
        return call.get(10, TimeUnit.SECONDS); // the client's own timeout ends with the headers
      } catch (TimeoutException e) {
        throw new HttpTimeoutException(url + " did not answer in time");
      } catch (ExecutionException e) {
        throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
      } finally {
        call.cancel(true);
      }
    }

    private void check() throws IOException, InterruptedException {
      int status = get("").statusCode();
      if (status >= 500) {
        throw new IOException(url + " answered " + status);
      }
    }
  }
}
