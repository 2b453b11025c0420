package dev.stoker.cli;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/// Repeats a request while the answer is "not now", until a deadline.
///
/// Honours `retry-after-ms`, then `Retry-After` in seconds, then doubles from half a second to ten;
/// `x-should-retry: false` ends it at once.
public final class Patience {
    private static final Set<Integer> NOT_NOW = Set.of(408, 429, 500, 502, 503, 504, 529);
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final InstantSource clock;
    private final Pause pause;
    private final Duration timeout;

    /// @param timeout for one request with all its repetitions
    public Patience(InstantSource clock, Pause pause, Duration timeout) {
        this.clock = clock;
        this.pause = pause;
        this.timeout = timeout;
    }

    /// One attempt; `left` is what remains until the deadline.
    @FunctionalInterface
    interface Attempt<T> {
        HttpResponse<T> send(Duration left) throws IOException, InterruptedException;
    }

    /// @throws IOException the last failure, when the deadline has come
    <T> HttpResponse<T> send(Attempt<T> attempt) throws IOException, InterruptedException {
        Instant deadline = clock.instant().plus(timeout);
        Duration backOff = FIRST;
        while (true) {
            Optional<Duration> wait;
            try {
                HttpResponse<T> answer = attempt.send(left(deadline));
                wait = waitAsked(answer, backOff);
                if (wait.isEmpty() || wait.get().compareTo(left(deadline)) >= 0) {
                    return answer;
                }
            } catch (IOException unreachable) {
                wait = Optional.of(backOff);
                if (backOff.compareTo(left(deadline)) >= 0) {
                    throw unreachable;
                }
            }
            pause.lasts(wait.get());
            backOff = shorter(backOff.multipliedBy(2), LONGEST);
        }
    }

    private Duration left(Instant deadline) {
        Duration left = Duration.between(clock.instant(), deadline);
        return left.isPositive() ? left : Duration.ofMillis(1);
    }

    /// @return empty when the answer is final
    private static Optional<Duration> waitAsked(HttpResponse<?> answer, Duration backOff) {
        HttpHeaders headers = answer.headers();
        boolean forbidden =
                headers.firstValue("x-should-retry").filter("false"::equals).isPresent();
        if (forbidden || !NOT_NOW.contains(answer.statusCode())) {
            return Optional.empty();
        }
        return header(headers, "retry-after-ms", 1)
                .or(() -> header(headers, "retry-after", 1000))
                .or(() -> Optional.of(backOff));
    }

    private static Optional<Duration> header(HttpHeaders headers, String name, long millis) {
        return headers.firstValue(name)
                .filter(value -> value.matches("\\d{1,9}"))
                .map(value -> Duration.ofMillis(Long.parseLong(value) * millis));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
