package app;

import java.time.Duration;
import java.util.Optional;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.SslOptions;

/** A pool of connections to Redis, which opens new ones as old ones break. */
final class Cache {
  private Cache() {}

  static Optional<RedisClient> open(Config config) {
    return config.text("REDIS_HOST").map(host -> open(config, host));
  }

  private static RedisClient open(Config config, String host) {
    DefaultJedisClientConfig.Builder client =
        DefaultJedisClientConfig.builder()
            .clientName(config.service)
            .connectionTimeoutMillis(2000)
            .socketTimeoutMillis(2000);
    if (config.flag("REDIS_TLS", true)) {
      client.sslOptions(SslOptions.defaults());
    }
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxTotal(10);
    pool.setMaxWait(Duration.ofSeconds(2));
    return RedisClient.builder()
        .hostAndPort(host, config.number("REDIS_PORT", 6379, 1, 65535))
        .clientConfig(client.build())
        .poolConfig(pool)
        .build();
  }
}
