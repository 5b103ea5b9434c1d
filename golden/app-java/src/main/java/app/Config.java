package app;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of the service; most are environment variables. Everything is read at start, so that
 * a bad value stops it there.
 */
final class Config {
  /** What the load balancer asks, path by line; compared as they are, before any routing. */
  static final List<String> HEALTH_CHECK_PATHS =
      """
      /store/health
      /store/ready
      """
          .lines()
          .toList();

  /** The load balancer sends every path below it here and leaves it in place. */
  static final String BASE_PATH = "/store";

  /** A variable with a bad value, in words for the log. */
  static final class Invalid extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Invalid(String message) {
      super(message);
    }
  }

  private final Map<String, String> variables;

  final String service;
  final String environment;
  final int port;
  final Duration shutdownGrace;

  Config(Map<String, String> variables) {
    this.variables = variables;
    service = text("SERVICE_NAME").orElse("shop");
    environment = text("ENVIRONMENT").orElse("local");
    port = number("PORT", 9090, 0, 65535);
    shutdownGrace = Duration.ofSeconds(number("SHUTDOWN_GRACE_SECONDS", 55, 1, 3600));
    choice("LOG_LEVEL", "info", "debug", "warn", "error"); // logback.xml uses it
  }

  /** What the variable holds; an empty one counts as missing. */
  Optional<String> text(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
  }

  String required(String name) {
    return text(name).orElseThrow(() -> new Invalid(name + " is not set"));
  }

  int number(String name, int fallback, int min, int max) {
    String value = text(name).orElse(Integer.toString(fallback));
    try {
      int number = Integer.parseInt(value);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // the same as a number out of range
    }
    throw new Invalid("%s is a number from %d to %d, not %s".formatted(name, min, max, value));
  }

  boolean flag(String name, boolean fallback) {
    return choice(name, Boolean.toString(fallback), Boolean.toString(!fallback)).equals("true");
  }

  /** One of a few words, the first of which is the default. */
  String choice(String name, String... choices) {
    String value = text(name).orElse(choices[0]);
    if (!List.of(choices).contains(value)) {
      throw new Invalid(
          "%s is one of %s, not %s".formatted(name, String.join(", ", choices), value));
    }
    return value;
  }

  /** A key, or a channel, of this service: Redis refuses those of others. */
  String cacheKey(String name) {
    return text("REDIS_KEY_PREFIX").orElse("shop:") + name;
  }

  /** What S3 calls the bucket; empty where this environment does not have it. */
  Optional<String> bucket(String name) {
    return text("BUCKET_" + constant(name));
  }

  /** What DynamoDB calls the table; empty where this environment does not have it. */
  Optional<String> table(String name) {
    return text("TABLE_" + constant(name));
  }

  Optional<URI> url(String name) {
    return text(name).map(value -> parse(name, value));
  }

  private static URI parse(String name, String value) {
    try {
      URI url = new URI(value);
      if (url.getHost() != null && value.matches("https?://.*")) {
        return url;
      }
    } catch (URISyntaxException e) {
      // the same as a URL of another kind
    }
    throw new Invalid(name + " is no http or https URL"); // its value may hold a password
  }

  /** What something is called within the name of a variable: {@code my-jobs} is MY_JOBS. */
  static String constant(String name) {
    return name.replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
