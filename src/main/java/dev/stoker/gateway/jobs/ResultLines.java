package dev.stoker.gateway.jobs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stoker.batch.Jobs;
import dev.stoker.batch.job.Job;
import dev.stoker.batch.job.Result;
import dev.stoker.batch.job.ResultQuery;
import dev.stoker.batch.requests.AnswerLine;
import dev.stoker.batch.requests.RequestJobs;
import dev.stoker.summarize.Summaries;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// Writes results as lines of JSON, page by page, each page as soon as it is there.
@Singleton
final class ResultLines {
    static final String TYPE = "application/x-ndjson";

    private static final int PAGE = 100;
    private static final Duration LOOK = Duration.ofMillis(500);

    private final JobDoor door;
    private final Summaries summaries;
    private final JobJson json;

    private final AtomicInteger following = new AtomicInteger();

    ResultLines(JobDoor door, Summaries summaries, JobJson json) {
        this.door = door;
        this.summaries = summaries;
        this.json = json;
    }

    /// The results that are there now.
    StreamingOutput present(Job job, ResultQuery query) {
        Jobs jobs = door.jobs();
        return out -> writeAll(out, jobs, job, query);
    }

    /// The results that are there now, for spreadsheets.
    StreamingOutput table(ResultQuery query) {
        Jobs jobs = door.jobs();
        return out -> new ResultTable(out).write(jobs, summaries, query);
    }

    /// The job under `job`, so that its id is known at once; then the results as they come; at the
    /// end the job again under `report`. Ends early when the client has left.
    StreamingOutput untilEnd(Job begun, HttpServerResponse client) {
        Jobs jobs = door.jobs();
        return out -> {
            following.incrementAndGet();
            try {
                job(out, "job", begun);
                writeUntilEnd(out, jobs, begun, client);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            } finally {
                following.decrementAndGet();
            }
        };
    }

    /// Clients who follow a job now.
    int following() {
        return following.get();
    }

    private void writeUntilEnd(OutputStream out, Jobs jobs, Job begun, HttpServerResponse client)
            throws IOException, InterruptedException {
        ResultQuery rest = ResultQuery.of(begun.id());
        while (!client.closed()) {
            long seen = jobs.news();
            // Read before the results: a job that has ended by now gets no more of them.
            Optional<Job> job = jobs.find(begun.id());
            rest = writeAll(out, jobs, begun, rest);
            if (job.isEmpty()) {
                return;
            }
            if (job.get().state().isFinal()) {
                job(out, "report", job.get());
                return;
            }
            jobs.awaitNews(seen, LOOK);
        }
    }

    private ResultQuery writeAll(OutputStream out, Jobs jobs, Job job, ResultQuery query)
            throws IOException {
        ResultQuery rest = query;
        List<Result> page = jobs.results(rest, PAGE);
        while (!page.isEmpty()) {
            for (Result result : page) {
                line(out, worded(job, result));
            }
            out.flush();
            rest = rest.after(page.getLast().cursor());
            page = page.size() < PAGE ? List.of() : jobs.results(rest, PAGE);
        }
        return rest;
    }

    /// Each kind of job has its own words for a result.
    private String worded(Job job, Result result) {
        return job.description().kind().equals(RequestJobs.KIND)
                ? AnswerLine.of(job, result)
                : summaries.line(result);
    }

    private void job(OutputStream out, String name, Job job) throws IOException {
        line(out, JsonNodeFactory.instance.objectNode().set(name, json.of(job)).toString());
        out.flush();
    }

    private static void line(OutputStream out, String line) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
