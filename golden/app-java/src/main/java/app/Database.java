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
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.rds.RdsUtilities;

/** A pool of connections to PostgreSQL. */
final class Database {
  private static final Logger log = LoggerFactory.getLogger(Database.class);

  private Database() {}

  static Optional<HikariDataSource> open(Config config) {
    return config.text("DATABASE_HOST").map(host -> open(config, host));
  }

  private static HikariDataSource open(Config config, String host) {
    int port = config.number("DATABASE_PORT", 5432, 1, 65535);
    String user = config.required("DATABASE_USER");
    PGSimpleDataSource postgres = new Postgres(user, password(config, host, port, user));
    postgres.setServerNames(new String[] {host});
    postgres.setPortNumbers(new int[] {port});
    postgres.setDatabaseName(config.required("DATABASE_NAME"));
    postgres.setSslMode(
        config.choice("DATABASE_SSLMODE", "verify-full", "verify-ca", "require", "disable"));
    postgres.setSslRootCert(config.text("DATABASE_SSLROOTCERT").orElse("rds-ca.pem"));
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

  /**
   * What DATABASE_PASSWORD says, for local work, or a token that the process's IAM role signs. RDS
   * takes a token for 15 minutes, so each connection has its own.
   */
  static Supplier<String> password(Config config, String host, int port, String user) {
    Optional<String> local = config.text("DATABASE_PASSWORD");
    if (local.isPresent()) {
      return local::get;
    }
    AwsCredentialsProvider credentials = DefaultCredentialsProvider.builder().build();
    AwsRegionProvider region = new DefaultAwsRegionProviderChain();
    return () ->
        RdsUtilities.builder()
            .credentialsProvider(credentials)
            .region(region.getRegion())
            .build()
            .generateAuthenticationToken(token -> token.hostname(host).port(port).username(user));
  }

  /** Opens the connections of the pool, which asks again and again until one succeeds. */
  private static final class Postgres extends PGSimpleDataSource {
    private static final long serialVersionUID = 1L;

    private final String user;
    private final transient Supplier<String> password;

    Postgres(String user, Supplier<String> password) {
      this.user = user;
      this.password = password;
    }

    @Override
    public Connection getConnection() throws SQLException {
      try {
        return getConnection(user, password.get());
      } catch (SQLException | RuntimeException e) {
        log.atWarn().setCause(e).log("cannot connect to the database");
        throw e;
      }
    }
  }
}
