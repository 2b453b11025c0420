package dev.stoker.batch.file;

import dev.stoker.batch.job.FileId;
import java.time.Instant;

/// A file that was received to its end.
///
/// @param name as its owner calls it
public record StoredFile(FileId id, String name, String purpose, long bytes, Lifetime lifetime) {

    /// @param expires when it is forgotten, unless a job still reads it
    public record Lifetime(Instant created, Instant expires) {}
}
