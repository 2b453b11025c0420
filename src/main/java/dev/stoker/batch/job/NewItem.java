package dev.stoker.batch.job;

/// An item to add to a job.
///
/// @param key unique in the job: adding it again changes nothing
/// @param attributes JSON object; results can be chosen by its fields
public record NewItem(String key, String attributes, Content content) {

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
