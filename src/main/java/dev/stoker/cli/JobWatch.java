package dev.stoker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/// Follows a job until it ends, or cancels it when its time is up.
final class JobWatch {
    private static final Set<String> ENDED = Set.of("completed", "failed", "cancelled");
    private static final Duration STEP = Duration.ofMillis(500);

    private final StokerClient client;
    private final ProgressBar bar;
    private final Pause pause;
    private final InstantSource clock;

    JobWatch(StokerClient client, ProgressBar bar, Pause pause, InstantSource clock) {
        this.client = client;
        this.bar = bar;
        this.pause = pause;
        this.clock = clock;
    }

    /// @param budget after which what is left of the job is cancelled; empty for never
    /// @return the job as it ended
    JsonNode follow(String id, Optional<Duration> budget) throws IOException, InterruptedException {
        Optional<Instant> deadline = budget.map(clock.instant()::plus);
        boolean cancelled = false;
        JsonNode job = client.get(path(id));
        while (!ENDED.contains(job.path("state").asText())) {
            bar.show(job);
            if (!cancelled && deadline.filter(clock.instant()::isAfter).isPresent()) {
                client.delete(path(id));
                cancelled = true;
            }
            pause.lasts(STEP);
            job = client.get(path(id));
        }
        bar.show(job);
        bar.end();
        return job;
    }

    private static String path(String id) {
        return "/batch/jobs/" + id;
    }
}
