package app;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.DefaultRedisCredentials;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisCredentials;
import redis.clients.jedis.SslOptions;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

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
    // Without a user, for local work, it logs in as nobody.
    config
        .text("REDIS_USER")
        .ifPresent(user -> client.credentialsProvider(token(config.required("REDIS_NAME"), user)));
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

  /**
   * The user and a password that the process's IAM role signs: a request to connect to the cache of
   * this name. ElastiCache takes it for 15 minutes, so each connection has its own.
   */
  static Supplier<RedisCredentials> token(String name, String user) {
    AwsCredentialsProvider credentials = DefaultCredentialsProvider.builder().build();
    AwsRegionProvider region = new DefaultAwsRegionProviderChain();
    SdkHttpRequest connect =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.GET)
            .uri(URI.create("https://" + name + "/"))
            .putRawQueryParameter("Action", "connect")
            .putRawQueryParameter("User", user)
            .build();
    return () -> {
      String url =
          AwsV4HttpSigner.create()
              .sign(
                  sign ->
                      sign.identity(credentials.resolveCredentials())
                          .request(connect)
                          .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "elasticache")
                          .putProperty(AwsV4HttpSigner.REGION_NAME, region.getRegion().id())
                          .putProperty(
                              AwsV4HttpSigner.AUTH_LOCATION,
                              AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING)
                          .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, Duration.ofMinutes(15)))
              .request()
              .getUri()
              .toString();
      return new DefaultRedisCredentials(user, url.replaceFirst("^https://", ""));
    };
  }
}
