package app;

import com.zaxxer.hikari.HikariDataSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import redis.clients.jedis.RedisClient;

/** What the service talks to. Routes and the worker's handler share one of it. */
final class Clients implements AutoCloseable {
  private final Optional<HikariDataSource> database;
  private final Optional<RedisClient> cache;
  private final Queues queues;
  private final Services services;

  Clients(Config config) {
    database = Database.open(config);
    cache = Cache.open(config);
    queues = new Queues(config);
    services = new Services(config);
  }

  /** The pool of connections to PostgreSQL. */
  DataSource database() {
    return database.orElseThrow(() -> new IllegalStateException("DATABASE_HOST is not set"));
  }

  RedisClient cache() {
    return cache.orElseThrow(() -> new IllegalStateException("REDIS_HOST is not set"));
  }

  Queues queues() {
    return queues;
  }

  Services services() {
    return services;
  }

  /** A check for each thing the service uses; empty where this environment does not have it. */
  Map<String, Optional<Status.Check>> checks() {
    Map<String, Optional<Status.Check>> checks = new LinkedHashMap<>();
    checks.put("database", database.map(pool -> () -> Database.check(pool)));
    checks.put("cache", cache.map(redis -> redis::ping));
    queues.addChecks(checks);
    services.addChecks(checks);
    return checks;
  }

  @Override
  public void close() {
    database.ifPresent(HikariDataSource::close);
    cache.ifPresent(RedisClient::close);
    queues.close();
  }
}
