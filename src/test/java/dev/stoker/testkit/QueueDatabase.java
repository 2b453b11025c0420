package dev.stoker.testkit;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/// A fresh queue on a real PostgreSQL, pooled as in production; the server is shared by all tests
/// of one JVM and does not wait for the disk.
public final class QueueDatabase implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String url;
    private final AgroalDataSource pool;

    private static final class Server {
        static final EmbeddedPostgres INSTANCE = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.builder().start();
                execute(server, "CREATE DATABASE migrated");
                Flyway.configure()
                        .dataSource(server.getDatabase("postgres", "migrated"))
                        .load()
                        .migrate();
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        static void execute(EmbeddedPostgres server, String sql) {
            try (Connection connection = server.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private QueueDatabase(String url, AgroalDataSource pool) {
        this.url = url;
        this.pool = pool;
    }

    /// An empty database with the tables of this version.
    public static QueueDatabase fresh() {
        String name = "queue_" + COUNT.incrementAndGet();
        Server.execute(Server.INSTANCE, "CREATE DATABASE " + name + " TEMPLATE migrated");
        String url = Server.INSTANCE.getJdbcUrl("postgres", name);
        return new QueueDatabase(url, pool(url));
    }

    private static AgroalDataSource pool(String url) {
        try {
            return AgroalDataSource.from(
                    new AgroalDataSourceConfigurationSupplier()
                            .connectionPoolConfiguration(pool ->
                                    pool.maxSize(20)
                                            .acquisitionTimeout(Duration.ofSeconds(5))
                                            .connectionFactoryConfiguration(
                                                    factory -> factory.jdbcUrl(url))));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public String url() {
        return url;
    }

    public DataSource source() {
        return pool;
    }

    /// Lets so much time pass for leases, which the database's own clock judges.
    public void ageLeases(Duration time) {
        execute("UPDATE lease SET until = until - INTERVAL '%d ms'".formatted(time.toMillis()));
    }

    /// For what no operation of the queue does.
    public void execute(String sql) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
