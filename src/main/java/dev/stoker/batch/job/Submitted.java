package dev.stoker.batch.job;

/// What became of a submission.
public sealed interface Submitted {
    /// The job as it is now.
    Job job();

    record Created(Job job) implements Submitted {}

    /// The same was submitted under the same key before: this is the first job.
    record Repeated(Job job) implements Submitted {}

    /// Something else was submitted under the same key before; nothing was created.
    record Conflicting(Job job) implements Submitted {}
}
