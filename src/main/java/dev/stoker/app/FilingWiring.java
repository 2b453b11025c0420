package dev.stoker.app;

import dev.stoker.edgar.FeedClient;
import dev.stoker.edgar.FeedSettings;
import dev.stoker.edgar.pace.FeedTime;
import dev.stoker.edgar.pace.Permits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import javax.sql.DataSource;

/// The way to the filings.
@ApplicationScoped
final class FilingWiring {
    @Produces
    @Singleton
    Permits permits(StokerSettings settings, DataSource database) {
        return new SharedPermits(
                database, settings.edgar().feedUrl().getHost(), FeedTime.ofSystem());
    }

    @Produces
    @Singleton
    FeedClient feed(StokerSettings settings, Permits permits) {
        var edgar = settings.edgar();
        var feed =
                new FeedSettings(
                        edgar.feedUrl(),
                        edgar.userAgent(),
                        settings.stateDirectory().resolve("edgar"),
                        edgar.cacheSize().asLongValue());
        return FeedClient.of(feed, permits);
    }

    void close(@Disposes FeedClient feed) {
        feed.close();
    }
}
