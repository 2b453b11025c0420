package dev.stoker.batch.job;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Names a file that a client brought; ids sort by the moment of creation (UUID version 7).
public record FileId(UUID value) {
    private static final String PREFIX = "file-";

    public static FileId at(Instant created, RandomGenerator random) {
        return new FileId(JobId.at(created, random).value());
    }

    /// Empty when the text is no id.
    public static Optional<FileId> parse(String text) {
        return text.startsWith(PREFIX)
                ? JobId.parse(text.substring(PREFIX.length())).map(id -> new FileId(id.value()))
                : Optional.empty();
    }

    /// As clients know it: `file-0199c1d2-…`.
    @Override
    public String toString() {
        return PREFIX + value;
    }
}
