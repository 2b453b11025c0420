package dev.stoker.batch.feed.room;

import java.time.Duration;

/// Places that items leave to chats for as long as chats come, at an engine that has few of them.
///
/// Times are by `System.nanoTime`.
///
/// @param places of the engine; 0 while none are kept
/// @param chats the most that were open at once lately: so many places are kept
/// @param reached when there were that many
/// @param waited when a chat last waited for its text
record KeptPlaces(int places, int chats, long reached, long waited) {
    static final KeptPlaces NONE = new KeptPlaces(0, 0, 0, 0);

    /// Where there are more, one becomes free soon and the line for it is long.
    private static final int FEW = 64;

    private static final long AFTER_THE_LAST = Duration.ofSeconds(1).toNanos();

    /// Items that may be sent together, a share of the places.
    private static final int TOGETHER = 8;

    /// @param open chats
    /// @param waited whether a chat does so now, or did since the last call
    /// @param taken places, where all of them are and a chat waits now; else 0
    KeptPlaces after(int open, boolean waited, int taken, long now) {
        boolean kept = areKept(now) || (places > 0 && waited);
        if (!kept && (taken == 0 || taken > FEW)) {
            return NONE;
        }
        boolean anew = !kept || open >= chats || now - reached >= AFTER_THE_LAST;
        return new KeptPlaces(
                kept ? places : taken,
                anew ? open : chats,
                anew ? now : reached,
                waited ? now : this.waited);
    }

    boolean areKept(long now) {
        return places > 0 && now - waited < AFTER_THE_LAST;
    }

    /// Items that the engine may have, in its line none; one at least, so that the batch goes on.
    int items() {
        return Math.max(1, places - chats);
    }

    /// Items that may be added at a time: what the engine reads together, a chat has to wait for.
    int together() {
        return Math.max(1, places / TOGETHER);
    }
}
