package app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisCredentials;

final class CacheTest {
  @Test
  void aTokenIsForTheUserOfTheCache() {
    System.setProperty("aws.region", "eu-central-1");
    System.setProperty("aws.accessKeyId", "AKIDEXAMPLE");
    System.setProperty("aws.secretAccessKey", "hidden");
    RedisCredentials credentials = Cache.token("shared-dev-redis", "orders-dev").get();
    String token = String.valueOf(credentials.getPassword());
    URI url = URI.create("http://" + token);
    List<String> query = Arrays.asList(url.getRawQuery().split("&"));
    assertEquals("orders-dev", credentials.getUser());
    assertEquals("shared-dev-redis", url.getHost());
    assertTrue(
        query.containsAll(
            List.of(
                "Action=connect",
                "User=orders-dev",
                "X-Amz-Expires=900",
                "X-Amz-SignedHeaders=host")),
        token);
    assertTrue(token.contains("%2Feu-central-1%2Felasticache%2Faws4_request"), token);
    assertFalse(token.contains("hidden"), token);
  }

  @Test
  void aUserNeedsTheNameOfTheCache() {
    Config config = new Config(Map.of("REDIS_HOST", "cache", "REDIS_USER", "orders-dev"));
    assertThrows(Config.Invalid.class, () -> Cache.open(config));
  }
}
