package dev.stoker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/// Follows a job until it ends, or cancels it when its time is up.
public final class JobWatch {
    private static final Set<String> ENDED = Set.of("completed", "failed", "cancelled");
    private static final Duration STEP = Duration.ofMillis(500);

    private final StokerClient client;
    private final ProgressBar bar;
    private final Pause pause;
    private final InstantSource clock;

    /// @param bar shows how far it is
    public JobWatch(StokerClient client, ProgressBar bar, Pause pause, InstantSource clock) {
        this.client = client;
        this.bar = bar;
        this.pause = pause;
        this.clock = clock;
    }

    /// @param budget after which what is left of the job is cancelled; empty for never
    /// @return the job as it ended
    JsonNode follow(String id, Optional<Duration> budget) throws IOException, InterruptedException {
        return follow(id, budget, _ -> true);
    }

    /// What else is done at each look at the job.
    @FunctionalInterface
    public interface AtEachLook {
        /// The value only lets other methods be used here.
        boolean at(String id) throws IOException, InterruptedException;
    }

    /// @param budget after which what is left of the job is cancelled; empty for never
    /// @return the job as it ended
    public JsonNode follow(String id, Optional<Duration> budget, AtEachLook also)
            throws IOException, InterruptedException {
        Optional<Instant> deadline = budget.map(clock.instant()::plus);
        boolean cancelled = false;
        JsonNode job = client.get(path(id));
        while (!ENDED.contains(job.path("state").asText())) {
            bar.show(job);
            if (!cancelled && deadline.filter(clock.instant()::isAfter).isPresent()) {
                client.delete(path(id));
                cancelled = true;
            }
            also.at(id);
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
