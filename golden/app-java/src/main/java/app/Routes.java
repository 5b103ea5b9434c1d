package app;

import static io.javalin.apibuilder.ApiBuilder.get;
import static io.javalin.apibuilder.ApiBuilder.post;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Map;

/** The routes of the service. This file is yours: scaffold made it once and leaves it alone. */
final class Routes {
  private Routes() {}

  /** Paths are relative to the service's base path; handlers reach other systems by clients. */
  static void add(Config config, Clients clients) {
    get(ctx -> ctx.json(new Index(config.service, config.environment)));
    post("greetings", Routes::greet);
  }

  record Index(String service, String environment) {}

  record Person(String name) {
    Person {
      if (name == null || name.isBlank()) {
        throw new IllegalArgumentException("name is missing");
      }
    }
  }

  private static void greet(Context ctx) {
    Person person = ctx.bodyAsClass(Person.class);
    ctx.status(HttpStatus.CREATED).json(Map.of("message", "Hello, " + person.name() + "!"));
  }
}
