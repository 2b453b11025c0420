package dev.stoker.batch.feed.room;

import dev.stoker.inference.EngineLoad;
import java.time.Duration;
import java.util.OptionalInt;

/// Whether a chat that comes to an engine would have to wait for a place, by what was read of it.
///
/// @param most requests that it computes at once: by its file, or the most that were seen
/// @param held places that are taken
/// @param crowded readings by which a chat would have had to wait, less those by which not
public record Places(int most, int held, int crowded) {
    private static final int CERTAIN = 3;
    private static final int MOST_KEPT = 6;

    /// Nobody notices so short a wait for the next place.
    private static final Duration BEARABLE = Duration.ofMillis(20);

    /// Of a fresh run of an engine.
    ///
    /// @param declared places, where its file says how many there are
    public static Places of(OptionalInt declared) {
        return new Places(declared.orElse(0), 0, 0);
    }

    /// @param ended items that freed their places since the last reading
    /// @param passed since then
    public Places after(EngineLoad load, int ended, Duration passed) {
        int running = load.running().orElse(0);
        if (running > most) {
            return new Places(running, running, 0);
        }
        if (load.waiting().orElse(0) == 0 || areFreedSoon(ended, passed)) {
            return new Places(most, running, 0);
        }
        // Who comes after a request that has just ended does not run before the next step.
        boolean all = running + ended + most / 16 + 1 >= most;
        boolean full = all || load.hasFullCache();
        int next = Math.clamp(full ? crowded + 1 : crowded - 1, 0, MOST_KEPT);
        return new Places(most, full && !all ? running : most, next);
    }

    private static boolean areFreedSoon(int ended, Duration passed) {
        return BEARABLE.multipliedBy(ended).compareTo(passed) > 0;
    }

    /// Whether all are, and none becomes free soon.
    public boolean areTaken() {
        return crowded >= CERTAIN;
    }
}
