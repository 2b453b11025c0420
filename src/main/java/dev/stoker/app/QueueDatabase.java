package dev.stoker.app;

import dev.stoker.app.embedded.EmbeddedDatabase;
import dev.stoker.app.embedded.EmbeddedDatabaseAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.ConfigProvider;
import org.flywaydb.core.Flyway;

/// Brings the queue's database up behind the running service: the embedded server where no other is
/// configured, then its tables.
@ApplicationScoped
class QueueDatabase {
    private static final System.Logger LOG = System.getLogger(QueueDatabase.class.getName());
    private static final String URL = "quarkus.datasource.jdbc.url";
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LAST_RETRY = Duration.ofSeconds(60);

    private final StokerSettings settings;
    private final DataSource source;
    private final CountDownLatch closing = new CountDownLatch(1);
    private Optional<EmbeddedDatabase> embedded = Optional.empty();

    QueueDatabase(StokerSettings settings, DataSource source) {
        this.settings = settings;
        this.source = source;
    }

    /// Tries until the database answers, then calls `opened`; until then jobs are answered by 503.
    void open(Runnable opened) {
        try {
            Duration retry = FIRST_RETRY;
            while (!attempt(opened) && !closing.await(retry.toMillis(), TimeUnit.MILLISECONDS)) {
                Duration doubled = retry.multipliedBy(2);
                retry = doubled.compareTo(LAST_RETRY) < 0 ? doubled : LAST_RETRY;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// @return whether no other attempt is needed
    private boolean attempt(Runnable opened) {
        try {
            startEmbedded();
            // made here and not by Quarkus: that took a tenth of the start, before the doors opened
            Flyway.configure().dataSource(source).load().migrate();
            opened.run();
            return true;
        } catch (IOException | RuntimeException e) {
            if (closing.getCount() == 0) {
                return true;
            }
            LOG.log(System.Logger.Level.WARNING, "database not opened cause=\"{0}\"", firstLine(e));
            return false;
        }
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString());
    }

    private synchronized void startEmbedded() throws IOException {
        if (embedded.isEmpty() && isOwn() && closing.getCount() > 0) {
            int port = settings.database().port().orElseThrow();
            embedded = Optional.of(EmbeddedDatabase.start(settings.stateDirectory(), port));
        }
    }

    /// Whether the address in the settings is the one that Stoker itself put there.
    private boolean isOwn() {
        Optional<String> url = ConfigProvider.getConfig().getOptionalValue(URL, String.class);
        Optional<String> own = settings.database().port().map(EmbeddedDatabaseAddress::url);
        return settings.database().embedded() && url.isPresent() && url.equals(own);
    }

    synchronized void close() {
        closing.countDown();
        try {
            if (embedded.isPresent()) {
                embedded.get().close();
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "embedded database not stopped", e);
        }
    }
}
