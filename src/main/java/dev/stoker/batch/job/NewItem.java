package dev.stoker.batch.job;

import java.util.Optional;
import java.util.UUID;

/// An item to add to a job.
///
/// @param key unique in the job: adding it again changes nothing
/// @param attributes JSON object; results can be chosen by its fields
/// @param digest of all that the answer depends on: an earlier answer of the same is taken; empty
///   where every item is to be computed
public record NewItem(String key, String attributes, Content content, Optional<UUID> digest) {
    public NewItem(String key, String attributes, Content content) {
        this(key, attributes, content, Optional.empty());
    }

    /// What is to be done with it.
    public sealed interface Content {}

    /// A request for the engine.
    ///
    /// @param path of the engine's API: `/v1/chat/completions`
    /// @param body JSON, sent as it is
    public record Request(String path, String body) implements Content {}

    /// Nothing to ask the engine about; it is counted.
    public record Dropped(String reason) implements Content {}

    /// Could not be read.
    public record Unreadable(String reason) implements Content {}
}
