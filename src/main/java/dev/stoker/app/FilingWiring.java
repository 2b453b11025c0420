package dev.stoker.app;

import dev.stoker.edgar.FeedClient;
import dev.stoker.edgar.FeedSettings;
import dev.stoker.edgar.pace.FeedTime;
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
    FeedClient feed(StokerSettings settings, DataSource database) {
        var edgar = settings.edgar();
        var feed =
                new FeedSettings(
                        edgar.feedUrl(),
                        edgar.userAgent(),
                        settings.stateDirectory().resolve("edgar"),
                        edgar.cacheSize().asLongValue());
        var permits = new SharedPermits(database, edgar.feedUrl().getHost(), FeedTime.ofSystem());
        return FeedClient.of(feed, permits);
    }

    void close(@Disposes FeedClient feed) {
        feed.close();
    }
}
