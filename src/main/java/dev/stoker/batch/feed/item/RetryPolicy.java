package dev.stoker.batch.feed.item;

import dev.stoker.batch.job.Claim;
import dev.stoker.batch.job.Outcome;
import dev.stoker.batch.job.Outcome.Cost;
import java.time.Duration;
import java.time.Instant;

/// How often an item is tried, and how long it waits in between.
///
/// @param attempts after which an item that the engine cannot answer fails
/// @param first wait; each further one is twice as long
/// @param longest wait
public record RetryPolicy(int attempts, Duration first, Duration longest) {
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(5, Duration.ofSeconds(1), Duration.ofSeconds(60));

    // Bounds what costs no attempt: an engine that refuses one item for ever.
    private static final int MOST_REFUSALS = 100;
    private static final int MOST_DOUBLINGS = 16;

    public RetryPolicy {
        if (attempts < 1) {
            throw new IllegalArgumentException("retry.attempts must be at least 1: " + attempts);
        }
        if (first.isNegative() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "retry.longest must not be shorter than retry.first: "
                            + longest
                            + " < "
                            + first);
        }
    }

    /// The engine failed at this item.
    public Outcome failed(Claim claim, String reason, Instant now) {
        int spent = claim.attempts() + 1;
        if (spent >= attempts) {
            return new Outcome.Failed(reason + " (attempt " + spent + " of " + attempts + ")");
        }
        return new Outcome.TryAgain(now.plus(pause(spent)), Cost.ATTEMPT, reason);
    }

    /// The engine had no room; that is not the item's fault.
    public Outcome refused(Claim claim, String reason, Instant now) {
        int refusals = claim.tries().refusals() + 1;
        if (refusals >= MOST_REFUSALS) {
            return new Outcome.Failed(reason + " (refused " + refusals + " times)");
        }
        return new Outcome.TryAgain(now.plus(pause(refusals)), Cost.NOTHING, reason);
    }

    private Duration pause(int number) {
        Duration doubled = first.multipliedBy(1L << Math.min(number - 1, MOST_DOUBLINGS));
        return doubled.compareTo(longest) > 0 ? longest : doubled;
    }
}
