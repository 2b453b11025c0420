package dev.stoker.batch.job;

import java.time.Instant;
import java.util.Optional;

/// Under which terms a job is taken on.
///
/// @param input the file that holds its source; it stays until it was read to its end
/// @param deadline what is not done by then is not done at all
public record Terms(Optional<FileId> input, Optional<Instant> deadline) {
    public static final Terms NONE = new Terms(Optional.empty(), Optional.empty());
}
