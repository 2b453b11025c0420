package dev.stoker.batch.feed.pace;

import java.time.Duration;
import java.time.Instant;

/// How many requests to keep at one engine, found by feedback.
///
/// Where the engine tells how many requests wait inside it, a short line is kept there: none means
/// it could take more, a long one is of no use. Where it does not tell, the number grows for as
/// long as throughput grows with it. A cache that overflows, a refusal or a chat makes it smaller.
///
/// @param target requests to keep there
/// @param hold readings to let pass before it may grow again
public record Pace(int target, Limits limits, int hold, Climb climb, Rest rest) {
    private static final int FIRST = 16;
    private static final int SHORTEST_LINE = 4;
    private static final int LONGEST_LINE = 128;
    private static final int LARGEST_STEP = 64;
    private static final int HARMLESS = 64;
    private static final int LARGEST_CLAIM_AWAITED = 16;
    private static final double GAIN = 1.05;
    private static final int HOLD = 5;
    private static final int HOLD_AFTER_PREEMPTION = 20;

    /// @param most requests, whatever the engine says
    /// @param ordered whether the engine lets interactive requests overtake those of a batch
    public record Limits(int most, boolean ordered) {}

    /// The last step of growth by throughput.
    ///
    /// @param throughput before the step
    /// @param target before the step
    public record Climb(double throughput, int target) {}

    /// A pause after refusals.
    ///
    /// @param refusals in a row
    public record Rest(int refusals, Instant until) {
        private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
        private static final int MOST_DOUBLINGS = 4;

        Rest longer(Instant now) {
            Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(refusals, MOST_DOUBLINGS));
            return new Rest(refusals + 1, now.plus(pause));
        }
    }

    /// For a fresh run of an engine.
    public static Pace start(Limits limits) {
        return new Pace(
                Math.min(FIRST, limits.most),
                limits,
                0,
                new Climb(0, 0),
                new Rest(0, Instant.EPOCH));
    }

    /// Requests that may be added now.
    public int room(int inFlight, Instant now) {
        return isResting(now) ? 0 : Math.max(0, target - inFlight);
    }

    /// The smallest room that is worth a claim: one by one would cost a transaction each; the line
    /// inside the engine bridges the wait.
    public int leastClaim() {
        return Math.clamp(target / 16, 1, LARGEST_CLAIM_AWAITED);
    }

    /// Whether it pauses after a refusal.
    public boolean isResting(Instant now) {
        return now.isBefore(rest.until);
    }

    /// @param more whether the last claim left items in the line
    public Pace after(Reading reading, boolean more) {
        if (reading.preempted()) {
            // It goes on by itself with fewer; what was thrown out has to be read again.
            return withTarget(Math.min(target, reading.inFlight() * 7 / 8))
                    .holding(HOLD_AFTER_PREEMPTION);
        }
        if (reading.engine().waiting().isPresent()) {
            return byLine(reading, reading.engine().waiting().getAsInt(), more);
        }
        return reading.throughput().isPresent()
                ? byThroughput(reading, reading.throughput().getAsDouble())
                : this;
    }

    /// The engine had no room, or was not to be reached. All that were refused together count once.
    public Pace refused(Instant now) {
        if (isResting(now)) {
            return this;
        }
        return new Pace(Math.max(1, target / 2), limits, hold, climb, rest.longer(now));
    }

    /// The engine has room again.
    public Pace answered() {
        return rest.refusals == 0
                ? this
                : new Pace(target, limits, hold, climb, new Rest(0, rest.until));
    }

    private Pace byLine(Reading reading, int waiting, boolean more) {
        int line = lineFor(reading);
        if (waiting > line) {
            return withTarget(Math.min(target, reading.inFlight() - (waiting - line)));
        }
        if (hold > 0) {
            return holding(hold - 1);
        }
        if (isFull(reading) || standsBack(reading)) {
            return this;
        }
        // Room that was not used calls for no more, unless the engine is faster than the claims.
        boolean used = reading.inFlight() >= target - lineFor(target);
        if (waiting == 0 && (used || (more && target < HARMLESS))) {
            return withTarget(target + Math.clamp(target, 1, LARGEST_STEP));
        }
        return used && waiting <= line / 2 ? withTarget(target + line - waiting) : this;
    }

    private static boolean isFull(Reading reading) {
        return reading.engine().hasFullCache() && reading.engine().running().orElse(0) > 0;
    }

    private boolean standsBack(Reading reading) {
        return reading.chat() > 0 && !limits.ordered;
    }

    /// An engine that takes requests as they come lets chat stand behind the line.
    private int lineFor(Reading reading) {
        if (standsBack(reading)) {
            return 0;
        }
        return limits.ordered ? lineFor(reading.engine().running().orElse(reading.inFlight())) : 1;
    }

    private static int lineFor(int running) {
        return Math.clamp(running / 4, SHORTEST_LINE, LONGEST_LINE);
    }

    private Pace byThroughput(Reading reading, double throughput) {
        if (hold > 0) {
            return climbedFrom(new Climb(climb.throughput, target)).holding(hold - 1);
        }
        if (reading.inFlight() < target - lineFor(target) || standsBack(reading)) {
            return this;
        }
        if (throughput >= climb.throughput * GAIN) {
            return withTarget(target + Math.max(4, target / 4))
                    .climbedFrom(new Climb(throughput, target));
        }
        // The last step gained nothing: take it back, and look again later.
        return withTarget(Math.min(target, climb.target))
                .climbedFrom(new Climb(throughput / GAIN, climb.target))
                .holding(HOLD);
    }

    private Pace withTarget(int wanted) {
        return new Pace(Math.clamp(wanted, 1, limits.most), limits, hold, climb, rest);
    }

    private Pace holding(int readings) {
        return new Pace(target, limits, readings, climb, rest);
    }

    private Pace climbedFrom(Climb step) {
        return new Pace(target, limits, hold, step, rest);
    }
}
