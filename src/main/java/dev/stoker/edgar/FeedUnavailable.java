package dev.stoker.edgar;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The Feed did not give a day that it may have. The message says why and what to do about it.
public final class FeedUnavailable extends Exception {
    private static final long serialVersionUID = 1;

    private final transient @Nullable Instant retryAt;

    FeedUnavailable(String message) {
        super(message);
        this.retryAt = null;
    }

    FeedUnavailable(String message, Throwable cause) {
        super(message, cause);
        this.retryAt = null;
    }

    FeedUnavailable(String message, Instant retryAt) {
        super(message);
        this.retryAt = retryAt;
    }

    /// Before this moment no request is made, so asking again is of no use.
    public Optional<Instant> retryAt() {
        return Optional.ofNullable(retryAt);
    }
}
