package dev.stoker.gateway.jobs;

import dev.stoker.batch.Jobs;
import dev.stoker.batch.job.Job;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/// Tells of a job whenever it changes, as server-sent events.
@Singleton
final class JobEvents {
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(15);

    private final JobDoor door;
    private final JobJson json;

    JobEvents(JobDoor door, JobJson json) {
        this.door = door;
        this.json = json;
    }

    /// Ends with the job, or when the client has left.
    StreamingOutput of(Job begun, HttpServerResponse client) {
        Jobs jobs = door.jobs();
        return out -> {
            try {
                follow(out, jobs, begun, client);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        };
    }

    private void follow(OutputStream out, Jobs jobs, Job begun, HttpServerResponse client)
            throws IOException, InterruptedException {
        Job shown = begun;
        long nextSign = System.nanoTime() + SIGN_OF_LIFE.toNanos();
        event(out, "progress", begun);
        while (!client.closed() && !shown.state().isFinal()) {
            long seen = jobs.news();
            Optional<Job> job = jobs.find(begun.id());
            if (job.isEmpty()) {
                return;
            }
            if (!job.get().equals(shown)) {
                shown = job.get();
                event(out, "progress", shown);
                nextSign = System.nanoTime() + SIGN_OF_LIFE.toNanos();
            } else if (System.nanoTime() - nextSign > 0) {
                write(out, ":\n\n");
                nextSign = System.nanoTime() + SIGN_OF_LIFE.toNanos();
            }
            if (!shown.state().isFinal()) {
                jobs.awaitNews(seen, LOOK);
            }
        }
        event(out, "end", shown);
    }

    private void event(OutputStream out, String name, Job job) throws IOException {
        write(out, "event: %s\ndata: %s\n\n".formatted(name, json.of(job)));
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
