package dev.stoker.gateway.relay.intake;

import dev.stoker.gateway.ApiError;
import java.time.Duration;

/// What a request may be while it comes in.
///
/// @param body bytes of its body
/// @param idle how long its client may send nothing
/// @param total how long its client may take for all of it
public record IntakeLimits(long body, Duration idle, Duration total) {
    private static final Duration SOON = Duration.ofSeconds(1);

    /// 413.
    public ApiError tooLarge() {
        return ApiError.invalid(
                413,
                "request_too_large",
                "The body may have %d bytes at most (stoker.gateway.max-body-size)."
                        .formatted(body));
    }

    /// 408.
    public ApiError tooSlow() {
        return ApiError.invalid(
                408,
                "request_timeout",
                "The body came too slowly: it may pause for %s (stoker.gateway.request-idle) and take %s in all (stoker.gateway.request-time)."
                        .formatted(idle, total));
    }

    /// 503: other requests have taken all the memory there is.
    static ApiError noRoom(HeldBytes held) {
        return ApiError.tryAgain(
                "overloaded",
                "Requests that wait hold %d bytes, all that they may (stoker.gateway.held-bodies)."
                        .formatted(held.limit()),
                SOON);
    }
}
