package dev.stoker.app;

import dev.stoker.edgar.FeedClient;
import dev.stoker.edgar.FeedSettings;
import dev.stoker.edgar.feed.FeedApi;
import dev.stoker.edgar.feed.FeedTime;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.rest.client.RestClientBuilder;

/// The way to the filings.
@ApplicationScoped
final class FilingWiring {
    private static final int CONNECT_SECONDS = 10;
    private static final int READ_SECONDS = 60;

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
        FeedApi api =
                RestClientBuilder.newBuilder()
                        .baseUri(feed.base())
                        .connectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                        .readTimeout(READ_SECONDS, TimeUnit.SECONDS)
                        .build(FeedApi.class);
        return new FeedClient(feed, api, FeedTime.ofSystem());
    }

    void close(@Disposes FeedClient feed) {
        feed.close();
    }
}
