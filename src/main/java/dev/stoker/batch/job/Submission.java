package dev.stoker.batch.job;

/// What tells a submission from its repetitions.
///
/// @param key the client's own, unique for its kind of job as long as the job is kept
/// @param digest of what was submitted
public record Submission(String key, String digest) {}
