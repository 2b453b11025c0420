package dev.stoker.batch.source;

import dev.stoker.batch.job.Job;

/// Reads what is left of a job's source, adds the items and seals the job; one that returns without
/// having sealed it is called again.
public interface JobSource {

    /// @throws dev.stoker.batch.database.DatabaseFailure when items could not be added; it is
    ///   called again
    void read(Job job) throws InterruptedException;
}
