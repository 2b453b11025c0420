package dev.stoker.batch.job;

import java.time.Instant;
import java.util.Optional;

/// One job as the tables showed it at one moment.
public record Job(JobId id, Description description, Progress progress, Tally tally, Times times) {

    /// What was asked for.
    ///
    /// @param kind who reads its source and words its results: `summary`
    /// @param parameters JSON of that kind
    public record Description(String kind, String model, String parameters) {}

    /// How far it has come.
    ///
    /// @param sealed no more items will be added
    /// @param cursor how far its source was read, in the words of its kind
    public record Progress(JobState state, boolean sealed, Optional<String> cursor) {}

    /// @param started when its first item was handed out
    public record Times(Instant created, Optional<Instant> started, Optional<Instant> finished) {}

    public JobState state() {
        return progress.state();
    }
}
