package dev.stoker.batch.file;

/// What became of the wish to delete a file.
public enum Removal {
    REMOVED,
    /// A job has not read it to its end.
    IN_USE,
    UNKNOWN
}
