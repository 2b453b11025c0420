package dev.stoker.edgar.feed;

import dev.stoker.edgar.feed.FeedAnswer.Found;
import dev.stoker.edgar.feed.FeedAnswer.Refused;
import dev.stoker.edgar.pace.Backoff;
import dev.stoker.edgar.pace.FeedTime;
import dev.stoker.edgar.pace.Permits;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Makes requests as the SEC wants them: in pace, again after a passing fault, and none at all for
/// ten minutes once it says that they were too many.
public final class PoliteRequests {
    private static final Logger LOG = System.getLogger(PoliteRequests.class.getName());
    private static final Duration SILENCE = Duration.ofMinutes(10);
    private static final int RETRIES = 5;

    /// One request.
    public interface Request<T> {
        FeedAnswer<T> send() throws IOException, InterruptedException;
    }

    private final FeedTime time;
    private final Permits permits;
    private final Backoff backoff;

    public PoliteRequests(FeedTime time, Permits permits, Backoff backoff) {
        this.time = time;
        this.permits = permits;
        this.backoff = backoff;
    }

    /// Until when no request may be made, if that is not over.
    public Optional<Instant> silentUntil() throws IOException {
        return permits.silentUntil();
    }

    /// The last answer, after up to five retries of passing faults. During silence nothing is sent
    /// and the answer is `TOO_FAST`.
    ///
    /// @throws IOException when the last try broke
    public <T> FeedAnswer<T> send(Request<T> request) throws IOException, InterruptedException {
        for (int tries = 1; ; tries++) {
            try {
                if (!awaitLeave()) {
                    return new Refused<>(Refusal.TOO_FAST, 429);
                }
                FeedAnswer<T> answer = request.send();
                if (!isPassing(answer) || tries > RETRIES) {
                    keepSilenceAfter(answer);
                    return answer;
                }
            } catch (IOException e) {
                if (tries > RETRIES) {
                    throw e;
                }
                LOG.log(
                        Level.WARNING,
                        "request broke off try={0} cause={1}",
                        tries,
                        e.getMessage());
            }
            time.await(backoff.afterFailures(tries));
        }
    }

    /// False during silence, also one that began while this request waited for its turn.
    private boolean awaitLeave() throws IOException, InterruptedException {
        if (permits.silentUntil().isPresent()) {
            return false;
        }
        permits.awaitTurn();
        return permits.silentUntil().isEmpty();
    }

    private static boolean isPassing(FeedAnswer<?> answer) {
        return answer instanceof Refused<?>(Refusal refusal, int _) && refusal == Refusal.PASSING;
    }

    private void keepSilenceAfter(FeedAnswer<?> answer) throws IOException {
        switch (answer) {
            case Refused<?>(Refusal refusal, int status) when refusal == Refusal.TOO_FAST -> {
                permits.keepSilence(SILENCE);
                LOG.log(Level.WARNING, "feed blocked us status={0} silence={1}", status, SILENCE);
            }
            case Refused<?> _, Found<?> _ -> {}
        }
    }
}
