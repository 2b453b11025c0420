package dev.stoker.batch.callback;

import dev.stoker.batch.job.JobId;
import java.net.URI;
import java.time.Instant;

/// One attempt to tell someone of a job's end.
///
/// @param attempt counts them, from 1
/// @param end that is told; a job that is tried again ends anew
public record Callback(JobId job, URI url, int attempt, Instant end) {

    /// Who is told: host and port, as the address has them.
    public String receiver() {
        return url.getRawAuthority();
    }
}
