package app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class DatabaseTest {
  @Test
  void eachConnectionSignsItsToken() {
    System.setProperty("aws.region", "us-east-1");
    System.setProperty("aws.secretAccessKey", "test");
    Config config = new Config(Map.of());
    for (String key : new String[] {"first", "second"}) {
      System.setProperty("aws.accessKeyId", key);
      String token = Database.password(config, "db", 5432, "shop").get();
      assertTrue(token.startsWith("db:5432/?"), token);
      assertTrue(token.contains("Action=connect"), token);
      assertTrue(token.contains("DBUser=shop"), token);
      assertTrue(token.contains("X-Amz-Credential=" + key), token);
    }
  }

  @Test
  void takesAPasswordForLocalWork() {
    Config config = new Config(Map.of("DATABASE_PASSWORD", "local"));
    assertEquals("local", Database.password(config, "db", 5432, "shop").get());
  }

  @Test
  void needsAUser() {
    Config config = new Config(Map.of("DATABASE_HOST", "db", "DATABASE_NAME", "shop"));
    var problem = assertThrows(Config.Invalid.class, () -> Database.open(config));
    assertTrue(problem.getMessage().startsWith("DATABASE_USER "), problem.getMessage());
  }
}
