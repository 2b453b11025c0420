package dev.stoker.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// A data engineer's client: submits jobs, looks at them, fetches results.
public final class JobClient {
    private static final Set<String> ENDED = Set.of("completed", "failed", "cancelled");

    private final ObjectMapper json = new ObjectMapper();
    private final URI stoker;

    public JobClient(URI stoker) {
        this.stoker = stoker;
    }

    public HttpResponse<String> post(String path, String body)
            throws IOException, InterruptedException {
        return Http.post(stoker.resolve(path), body);
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return Http.get(stoker.resolve(path));
    }

    /// Submits as soon as the queue is open.
    ///
    /// @return the job's id
    public String submit(String body) throws Exception {
        HttpResponse<String> accepted =
                Eventually.becomes(
                        Duration.ofSeconds(30),
                        () -> post("/batch/summarize", body),
                        answer -> answer.statusCode() != 503);
        if (accepted.statusCode() != 202) {
            throw new AssertionError(accepted.statusCode() + ": " + accepted.body());
        }
        return json.readTree(accepted.body()).path("id").textValue();
    }

    public JsonNode job(String id) throws IOException, InterruptedException {
        return json.readTree(get("/batch/jobs/" + id).body());
    }

    /// Returns once the queue answers: after a restart its database comes up behind the service.
    public void awaitAnswer(Duration limit) throws Exception {
        Eventually.becomes(limit, () -> get("/batch/jobs").statusCode(), status -> status == 200);
    }

    public JsonNode awaitEnd(String id, Duration limit) throws Exception {
        return Eventually.becomes(
                limit, () -> job(id), job -> ENDED.contains(job.path("state").asText()));
    }

    public JsonNode awaitDone(String id, int items, Duration limit) throws Exception {
        return Eventually.becomes(
                limit, () -> job(id), job -> job.at("/counts/done").asInt() >= items);
    }

    public List<JsonNode> results(String id, String state) {
        try {
            return get("/batch/jobs/" + id + "/results?state=" + state)
                    .body()
                    .lines()
                    .map(this::tree)
                    .toList();
        } catch (IOException e) {
            throw new AssertionError("results of " + id, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private JsonNode tree(String line) {
        try {
            return json.readTree(line);
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }
}
