package dev.stoker.batch.callback;

import dev.stoker.batch.job.JobId;
import java.net.URI;

/// One attempt to tell someone of a job's end.
///
/// @param attempt counts them, from 1
public record Callback(JobId job, URI url, int attempt) {}
