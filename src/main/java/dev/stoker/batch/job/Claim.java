package dev.stoker.batch.job;

import java.util.Optional;
import java.util.UUID;

/// An item handed out to be answered.
public record Claim(Ref ref, NewItem.Request request, Tries tries, Likes likes) {
    public Claim(Ref ref, NewItem.Request request, int attempts, int deaths) {
        this(ref, request, new Tries(attempts, deaths, 0), Likes.NONE);
    }

    /// What came of it before; a retry of its job forgets that.
    ///
    /// @param attempts times the engine failed to answer it
    /// @param deaths times the engine died while it ran
    /// @param refusals times the engine had no room for it
    public record Tries(int attempts, int deaths, int refusals) {}

    public int attempts() {
        return tries.attempts();
    }

    public int deaths() {
        return tries.deaths();
    }

    /// Items whose answer would be the same.
    ///
    /// @param digest that they share
    /// @param answer of one that was done when this one was handed out: it need not be computed
    public record Likes(Optional<UUID> digest, Optional<Outcome.Answered> answer) {
        public static final Likes NONE = new Likes(Optional.empty(), Optional.empty());
    }

    /// One handing-out of one item.
    ///
    /// @param token counts them: what an earlier holder reports is told apart by it
    public record Ref(JobId job, long sequence, int token) {
        @Override
        public String toString() {
            return job + "-" + sequence + "-" + token;
        }
    }
}
