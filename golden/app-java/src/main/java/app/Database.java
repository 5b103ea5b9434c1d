package app;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A pool of connections to PostgreSQL. */
final class Database {
  private static final Logger log = LoggerFactory.getLogger(Database.class);

  private Database() {}

  static Optional<HikariDataSource> open(Config config) {
    return config.text("DATABASE_HOST").map(host -> open(config, host));
  }

  private static HikariDataSource open(Config config, String host) {
    PGSimpleDataSource postgres = new Postgres(login(config));
    postgres.setServerNames(new String[] {host});
    postgres.setPortNumbers(new int[] {config.number("DATABASE_PORT", 5432, 1, 65535)});
    postgres.setDatabaseName(config.required("DATABASE_NAME"));
    postgres.setSslMode(
        config.choice("DATABASE_SSLMODE", "require", "verify-ca", "verify-full", "disable"));
    postgres.setApplicationName(config.service);
    postgres.setConnectTimeout(3);
    postgres.setSocketTimeout(30);
    postgres.setTcpKeepAlive(true);

    HikariConfig pool = new HikariConfig();
    pool.setPoolName("database");
    pool.setDataSource(postgres);
    pool.setMaximumPoolSize(10);
    pool.setMinimumIdle(1);
    pool.setMaxLifetime(Duration.ofHours(1).toMillis());
    pool.setConnectionTimeout(Duration.ofSeconds(5).toMillis());
    pool.setInitializationFailTimeout(-1); // the service starts without its database
    return new HikariDataSource(pool);
  }

  static void check(HikariDataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1");
    }
  }

  private record Login(String user, String password) {}

  /** RDS rotates the password: what this returns reads the secret each time and keeps nothing. */
  private static Supplier<Login> login(Config config) {
    Optional<String> arn = config.text("DATABASE_SECRET_ARN");
    if (arn.isEmpty()) {
      Login login =
          new Login(config.required("DATABASE_USER"), config.text("DATABASE_PASSWORD").orElse(""));
      return () -> login;
    }
    SecretsManagerClient secrets =
        SecretsManagerClient.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .overrideConfiguration(timeouts -> timeouts.apiCallTimeout(Duration.ofSeconds(5)))
            .build();
    return () -> {
      String secret = secrets.getSecretValue(get -> get.secretId(arn.get())).secretString();
      JsonNode json = JsonMapper.shared().readTree(secret);
      return new Login(
          json.required("username").stringValue(), json.required("password").stringValue());
    };
  }

  /** Opens the connections of the pool, which asks again and again until one succeeds. */
  private static final class Postgres extends PGSimpleDataSource {
    private static final long serialVersionUID = 1L;

    private final transient Supplier<Login> login;

    Postgres(Supplier<Login> login) {
      this.login = login;
    }

    @Override
    public Connection getConnection() throws SQLException {
      try {
        Login current = login.get();
        return getConnection(current.user(), current.password());
      } catch (SQLException | RuntimeException e) {
        log.atWarn().setCause(e).log("cannot connect to the database");
        throw e;
      }
    }
  }
}
