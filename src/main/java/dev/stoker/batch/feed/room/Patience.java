package dev.stoker.batch.feed.room;

import dev.stoker.inference.InFlight;
import java.time.Duration;
import java.util.OptionalLong;

/// How long to wait for the next step of a chat at one run of an engine, in nanoseconds: learnt
/// from the chats before, within bounds.
///
/// @param told from sending a chat until the engine told that it has it
/// @param read from then on, or from the moment at which it was given a place, until its text
record Patience(RecentTimes told, RecentTimes read) {
    static final Patience NEW = new Patience(RecentTimes.NONE, RecentTimes.NONE);
    private static final Bounds TOLD = new Bounds(20, 20, 250);
    private static final Bounds READ = new Bounds(100, 1000, 10_000);
    private static final long LONGEST_HOLD = Duration.ofSeconds(1).toNanos();
    private static final Bounds ONE_READ = new Bounds(20, 100, 500);

    /// In milliseconds.
    ///
    /// @param untold while nothing is known
    private record Bounds(long least, long untold, long most) {
        long of(OptionalLong nanos) {
            return nanos.isPresent()
                    ? Math.clamp(nanos.getAsLong(), nanos(least), nanos(most))
                    : nanos(untold);
        }

        private static long nanos(long milliseconds) {
            return Duration.ofMillis(milliseconds).toNanos();
        }
    }

    /// Learns from a chat that had a place. One whose text came with the news that the engine has
    /// it, or a whole answer, says nothing.
    ///
    /// @param placed when it was given one; empty where one was free
    Patience after(InFlight.Ticket chat, OptionalLong placed) {
        if (chat.sent().isEmpty() || chat.taken().isEmpty() || chat.text().isEmpty()) {
            return this;
        }
        long taken = chat.taken().getAsLong();
        long telling = taken - chat.sent().getAsLong();
        long reading = chat.text().getAsLong() - taken;
        if (reading <= telling / 4) {
            return this;
        }
        long without = Math.max(0, placed.orElse(taken) - taken);
        return new Patience(told.and(telling), read.and(Math.max(0, reading - without)));
    }

    /// Until an engine that tells that it has a chat surely has told.
    long forTold() {
        return TOLD.of(twice(told.longest()));
    }

    /// Until the text of a chat that has a place surely has come.
    long forText() {
        return READ.of(twice(read.longest()));
    }

    /// When the text of that chat should have come, by `System.nanoTime`: soon, where the engine
    /// should long have told of it, as with a whole answer; empty before it was sent.
    OptionalLong textOf(InFlight.Ticket chat) {
        return chat.taken().isPresent()
                ? plus(chat.taken(), Math.min(forText(), LONGEST_HOLD))
                : plus(chat.sent(), forTold());
    }

    /// In which the engine reads one prompt, or nearly.
    long forPrompt() {
        return ONE_READ.of(read.median());
    }

    private static OptionalLong twice(OptionalLong time) {
        return time.isPresent() ? OptionalLong.of(2 * time.getAsLong()) : time;
    }

    private static OptionalLong plus(OptionalLong moment, long time) {
        return moment.isPresent() ? OptionalLong.of(moment.getAsLong() + time) : moment;
    }
}
