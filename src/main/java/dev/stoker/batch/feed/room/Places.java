package dev.stoker.batch.feed.room;

import dev.stoker.inference.EngineLoad;
import java.time.Duration;
import java.util.OptionalInt;

/// Whether a chat that comes to an engine would have to wait for a place, by what was read of it.
///
/// @param declared requests that it computes at once, by its file
/// @param most of them by its file, or the most that were seen
/// @param held places that are taken
/// @param crowded readings by which a chat would have had to wait, less those by which not
/// @param quick whether they are freed so often that nobody notices the wait
public record Places(OptionalInt declared, int most, int held, int crowded, boolean quick) {
    private static final int CERTAIN = 3;
    private static final int MOST_KEPT = 6;

    /// Nobody notices so short a wait for the next place.
    private static final Duration BEARABLE = Duration.ofMillis(20);

    /// Of a fresh run of an engine.
    ///
    /// @param declared places, where its file says how many there are
    public static Places of(OptionalInt declared) {
        return new Places(declared, declared.orElse(0), 0, 0, false);
    }

    /// @param ended items that freed their places since the last reading
    /// @param passed since then
    public Places after(EngineLoad load, int ended, Duration passed) {
        if (areFreedSoon(ended, passed)) {
            return new Places(declared, most, held, 0, true);
        }
        if (load.running().isEmpty() || load.waiting().isEmpty()) {
            return next(held, crowded - 1);
        }
        int running = load.running().getAsInt();
        if (running > most) {
            return new Places(declared, running, running, 0, false);
        }
        if (load.waiting().getAsInt() == 0) {
            return next(running, 0);
        }
        // Who comes after a request that has just ended does not run before the next step.
        boolean all = running + ended + most / 16 + 1 >= most;
        boolean full = all || load.hasFullCache();
        return next(full && !all ? running : most, full ? crowded + 1 : crowded - 1);
    }

    private Places next(int nowHeld, int nowCrowded) {
        int kept = Math.clamp(nowCrowded, 0, MOST_KEPT);
        return new Places(declared, most, nowHeld, kept, false);
    }

    private static boolean areFreedSoon(int ended, Duration passed) {
        return BEARABLE.multipliedBy(ended).compareTo(passed) > 0;
    }

    /// Whether all are, and none becomes free soon.
    ///
    /// @param there requests of this Stoker that the engine has, those aside that ask for a place
    public boolean areTaken(int there) {
        return crowded >= CERTAIN || areExceededBy(there);
    }

    /// Places that are taken, by items and chats.
    ///
    /// @param there as above
    public int held(int there) {
        return crowded < CERTAIN && areExceededBy(there) ? most : held;
    }

    /// What was sent tells it before any reading does.
    private boolean areExceededBy(int there) {
        return !quick && declared.isPresent() && there >= most;
    }
}
