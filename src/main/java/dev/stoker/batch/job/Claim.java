package dev.stoker.batch.job;

/// An item handed out to be answered.
///
/// @param attempts times the engine failed to answer it before
/// @param deaths times the engine died while it ran
public record Claim(Ref ref, NewItem.Request request, int attempts, int deaths) {

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
