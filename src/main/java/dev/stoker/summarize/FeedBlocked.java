package dev.stoker.summarize;

import java.io.IOException;
import java.time.Instant;

/// A source of filings answers nobody until then; asking it before would only prolong that.
public final class FeedBlocked extends IOException {
    private static final long serialVersionUID = 1L;

    private final Instant until;

    public FeedBlocked(String message, Instant until) {
        super(message);
        this.until = until;
    }

    public Instant until() {
        return until;
    }
}
