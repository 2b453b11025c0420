package dev.stoker.gateway.jobs;

import dev.stoker.batch.job.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How long a job was in each of its stages so far; reading and computing go on side by side.
///
/// @param waiting until its first item was handed out
/// @param reading until its last item was added
/// @param computing from its first item to its end
record JobStages(Duration waiting, Duration reading, Duration computing) {

    static JobStages of(Job job, Instant now) {
        Job.Times times = job.times();
        Instant end = times.finished().orElse(now);
        return new JobStages(
                between(times.created(), times.started().orElse(end)),
                between(times.created(), earlier(times.sealed(), end)),
                times.started().map(start -> between(start, end)).orElse(Duration.ZERO));
    }

    private static Instant earlier(Optional<Instant> moment, Instant end) {
        return moment.filter(end::isAfter).orElse(end);
    }

    private static Duration between(Instant start, Instant end) {
        return end.isAfter(start) ? Duration.between(start, end) : Duration.ZERO;
    }
}
