package dev.stoker.gateway.jobs;

import java.time.Duration;
import java.util.Optional;

/// A request that cannot be served as things stand.
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient Optional<Duration> retryAfter;

    private Refusal(int status, String code, String message, Optional<Duration> retryAfter) {
        super(message);
        this.status = status;
        this.code = code;
        this.retryAfter = retryAfter;
    }

    /// Asking again will not help.
    public static Refusal of(int status, String code, String message) {
        return new Refusal(status, code, message, Optional.empty());
    }

    /// Asking again after that time may help.
    public static Refusal later(String code, String message, Duration retryAfter) {
        return new Refusal(503, code, message, Optional.of(retryAfter));
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
