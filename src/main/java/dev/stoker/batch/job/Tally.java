package dev.stoker.batch.job;

/// How many items of a job stand where, and the tokens they took.
///
/// @param total items added so far; final once the job is sealed
/// @param tokens that engines computed for it
/// @param cached of those done
public record Tally(long total, long running, Ended ended, Tokens tokens, Cached cached) {
    public Tally(long total, long running, Ended ended, Tokens tokens) {
        this(total, running, ended, tokens, Cached.NONE);
    }

    /// Items that were answered before, and what that took then.
    public record Cached(long items, Tokens tokens) {
        public static final Cached NONE = new Cached(0, Tokens.NONE);

        public Cached plus(Tokens more) {
            return new Cached(items + 1, tokens.plus(more));
        }
    }

    /// Items in a final state.
    public record Ended(long done, long failed, long dropped, long cancelled) {
        public static final Ended NONE = new Ended(0, 0, 0, 0);

        public long count() {
            return done + failed + dropped + cancelled;
        }

        /// Counts one more item; one that has not ended changes nothing.
        public Ended plus(ItemState state) {
            return switch (state) {
                case DONE -> new Ended(done + 1, failed, dropped, cancelled);
                case FAILED -> new Ended(done, failed + 1, dropped, cancelled);
                case DROPPED -> new Ended(done, failed, dropped + 1, cancelled);
                case CANCELLED -> new Ended(done, failed, dropped, cancelled + 1);
                case WAITING, RUNNING -> this;
            };
        }
    }

    public long waiting() {
        return Math.max(0, total - running - ended.count());
    }
}
