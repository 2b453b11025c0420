package dev.stoker.batch.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// How many requests to keep at one engine, found by feedback.
///
/// Where the engine tells how many requests wait inside it, a short line is kept there: none means
/// it could take more, a long one means that chat would stand behind it. Where it does not tell,
/// the number grows for as long as throughput grows with it.
///
/// @param target requests to keep there
/// @param most never more than that
record Pace(int target, int most, Climb climb, Rest rest) {
    private static final int FIRST = 16;
    private static final int SHORTEST_LINE = 2;
    private static final int LONGEST_LINE = 32;
    private static final int HARMLESS = 64;
    private static final double GAIN = 1.05;
    private static final int HOLD = 5;

    /// What was seen of the engine since the last reading.
    ///
    /// @param running requests, those of others included; empty where it does not tell
    /// @param inFlight requests of this feeder
    /// @param throughput tokens a second; empty until enough was answered to tell
    record Reading(
            OptionalInt running, OptionalInt waiting, int inFlight, OptionalDouble throughput) {}

    /// The last step of growth by throughput.
    ///
    /// @param throughput before the step
    /// @param target before the step
    /// @param hold readings to let pass before the next one
    record Climb(double throughput, int target, int hold) {}

    /// A pause after refusals.
    ///
    /// @param refusals in a row
    record Rest(int refusals, Instant until) {
        private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
        private static final int MOST_DOUBLINGS = 4;

        Rest longer(Instant now) {
            Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(refusals, MOST_DOUBLINGS));
            return new Rest(refusals + 1, now.plus(pause));
        }
    }

    static Pace start(int most) {
        return new Pace(
                Math.min(FIRST, most), most, new Climb(0, 0, 0), new Rest(0, Instant.EPOCH));
    }

    /// Requests that may be added now.
    int room(int inFlight, Instant now) {
        return now.isBefore(rest.until) ? 0 : Math.max(0, target - inFlight);
    }

    /// @param more whether the last claim left items in the line
    Pace after(Reading reading, boolean more) {
        if (reading.waiting.isPresent()) {
            return byLine(reading, reading.waiting.getAsInt(), more);
        }
        return reading.throughput.isPresent()
                ? byThroughput(reading, reading.throughput.getAsDouble())
                : this;
    }

    /// The engine had no room, or was not to be reached. All that were refused together count once.
    Pace refused(Instant now) {
        if (now.isBefore(rest.until)) {
            return this;
        }
        return new Pace(Math.max(1, target / 2), most, climb, rest.longer(now));
    }

    Pace answered() {
        return rest.refusals == 0 ? this : new Pace(target, most, climb, new Rest(0, rest.until));
    }

    private Pace byLine(Reading reading, int waiting, boolean more) {
        int line = lineFor(reading.running.orElse(reading.inFlight));
        if (waiting > line) {
            return withTarget(Math.min(target, reading.inFlight - (waiting - line)));
        }
        // Room that was not used calls for no more, unless the engine is faster than the claims.
        boolean used = reading.inFlight >= target - lineFor(target);
        if (waiting == 0 && (used || (more && target < HARMLESS))) {
            return withTarget(grown());
        }
        return this;
    }

    private static int lineFor(int running) {
        return Math.clamp(running / 8, SHORTEST_LINE, LONGEST_LINE);
    }

    private Pace byThroughput(Reading reading, double throughput) {
        if (climb.hold > 0) {
            return new Pace(
                    target, most, new Climb(climb.throughput, target, climb.hold - 1), rest);
        }
        if (reading.inFlight < target - lineFor(target)) {
            return this;
        }
        if (throughput >= climb.throughput * GAIN) {
            return withTarget(grown()).climbedFrom(new Climb(throughput, target, 0));
        }
        // The last step gained nothing: take it back, and look again later.
        return withTarget(Math.min(target, climb.target))
                .climbedFrom(new Climb(throughput / GAIN, climb.target, HOLD));
    }

    private int grown() {
        return target + Math.max(4, target / 4);
    }

    private Pace withTarget(int wanted) {
        return new Pace(Math.clamp(wanted, 1, most), most, climb, rest);
    }

    private Pace climbedFrom(Climb step) {
        return new Pace(target, most, step, rest);
    }
}
