package dev.stoker.edgar;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// Where the Feed is, who asks, and where days are kept: at most `cacheBytes` of them.
///
/// @param base the folder that holds the years, `https://www.sec.gov/Archives/edgar/Feed` for the
///   SEC's own
/// @param userAgent who asks, as the SEC wants it: `Company Name contact@example.com`
public record FeedSettings(URI base, Optional<String> userAgent, Path cache, long cacheBytes) {
    public FeedSettings {
        if (!base.isAbsolute() || base.getHost() == null) {
            throw new IllegalArgumentException(
                    "stoker.edgar.feed-url is not a web address: " + base);
        }
        if (cacheBytes < 1) {
            throw new IllegalArgumentException(
                    "stoker.edgar.cache-size must be positive: " + cacheBytes);
        }
        base = URI.create(base.toString().replaceAll("/+$", "") + "/");
        userAgent = userAgent.map(String::strip).filter(agent -> !agent.isEmpty());
    }

    /// The folder that holds the daily indexes and the single filings: the one above the Feed, or,
    /// on a mirror that has no folder named so, the Feed's own.
    URI archives() {
        return base.getPath().endsWith("/Feed/") ? base.resolve("..") : base;
    }

    boolean isSec() {
        return base.getHost().equals("sec.gov") || base.getHost().endsWith(".sec.gov");
    }
}
