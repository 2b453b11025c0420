package dev.stoker.app;

import dev.stoker.edgar.FeedClient;
import dev.stoker.edgar.FeedSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// The way to the filings.
@ApplicationScoped
final class FilingWiring {
    @Produces
    @Singleton
    FeedClient feed(StokerSettings settings) {
        var edgar = settings.edgar();
        var feed =
                new FeedSettings(
                        edgar.feedUrl(),
                        edgar.userAgent(),
                        settings.stateDirectory().resolve("edgar"),
                        edgar.cacheSize().asLongValue());
        return FeedClient.of(feed);
    }

    void close(@Disposes FeedClient feed) {
        feed.close();
    }
}
