package dev.stoker.batch.job;

import java.util.Optional;

/// An item in its final state.
///
/// @param cursor its place among the job's results, which never changes
public record Result(
        long cursor,
        Subject subject,
        ItemState state,
        Optional<Answer> answer,
        Optional<String> error) {

    /// @param attributes JSON object, as it was added
    public record Subject(String key, String attributes) {}

    /// @param body as the engine wrote it: JSON, unless it is that of a failure
    /// @param cached computed for an earlier job
    public record Answer(int status, String body, Tokens tokens, boolean cached) {
        public Answer(int status, String body, Tokens tokens) {
            this(status, body, tokens, false);
        }
    }
}
