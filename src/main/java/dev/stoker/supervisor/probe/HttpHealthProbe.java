package dev.stoker.supervisor.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stoker.engine.EngineDialect.Nap.Call;
import dev.stoker.engine.EngineMetrics;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks engines over HTTP, as a client would.
public final class HttpHealthProbe implements HealthProbe, AutoCloseable {
    private static final int OK = 200;
    private static final int NOT_IMPLEMENTED = 501; // llama.cpp without --metrics
    private static final int SHOWN = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Statuses by which an engine says that it has no chat: no such path, or no chat template.
    private static final Set<Integer> NO_CHAT = Set.of(400, 404, 405, 501);

    private final HttpClient http;
    private final Duration firstAnswer;

    /// @param firstAnswer what the first completion may take: kernels are compiled for it
    public HttpHealthProbe(Duration firstAnswer) {
        this.firstAnswer = firstAnswer;
        this.http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    @Override
    public Readiness readiness(Target target) throws InterruptedException {
        Duration timeout = target.spec().operation().health().timeout();
        String path = target.spec().dialect().healthPath();
        Answer health = get(target, path, timeout);
        if (health.status() != OK) {
            return new Readiness(Readiness.Stage.SILENT, path + ": " + health.words());
        }
        Answer models = get(target, "/v1/models", timeout);
        String name = target.spec().model().name();
        if (models.status() != OK || !lists(name, models.body())) {
            return new Readiness(
                    Readiness.Stage.UP,
                    "/v1/models does not list %s: %s".formatted(name, models.words()));
        }
        return canary(target, firstAnswer)
                .map(complaint -> new Readiness(Readiness.Stage.UP, complaint))
                .orElseGet(() -> new Readiness(Readiness.Stage.ANSWERS, "answered"));
    }

    @Override
    public Vitals vitals(Target target) throws InterruptedException {
        EngineMetrics names = target.spec().dialect().metrics();
        boolean hasMetrics = names.heartbeat().isPresent() || names.running().isPresent();
        String path =
                hasMetrics
                        ? target.spec().dialect().metricsPath()
                        : target.spec().dialect().healthPath();
        Answer answer = get(target, path, target.spec().operation().health().timeout());
        if (answer.isTrouble()) {
            return Vitals.unreachable();
        }
        // A page that is not there tells nothing: then only canaries count.
        return Vitals.read(answer.status() == OK ? answer.body() : "", names);
    }

    @Override
    public Optional<String> canary(Target target, Duration timeout) throws InterruptedException {
        String model = target.spec().model().name();
        Map<String, Object> chat =
                Map.of(
                        "model",
                        model,
                        "max_tokens",
                        1,
                        "messages",
                        List.of(Map.of("role", "user", "content", "Hi")));
        Answer answer = post(target, "/v1/chat/completions", chat, timeout);
        if (!NO_CHAT.contains(answer.status())) {
            return complaint(answer);
        }
        return complaint(
                post(
                        target,
                        "/v1/completions",
                        Map.of("model", model, "max_tokens", 1, "prompt", "Hi"),
                        timeout));
    }

    @Override
    public Optional<String> call(Target target, Call call, Duration timeout)
            throws InterruptedException {
        Answer answer = post(target, call.path(), call.body(), timeout);
        return answer.status() == OK
                ? Optional.empty()
                : Optional.of(call.path() + ": " + answer.words());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private static Optional<String> complaint(Answer answer) {
        if (answer.status() == OK && answer.body().contains("\"choices\"")) {
            return Optional.empty();
        }
        return Optional.of("a completion was answered with " + answer.words());
    }

    private static boolean lists(String model, String body) {
        try {
            for (JsonNode entry : JSON.readTree(body).path("data")) {
                if (entry.path("id").asText().equals(model)) {
                    return true;
                }
            }
        } catch (IOException notJson) {
            return false;
        }
        return false;
    }

    private Answer get(Target target, String path, Duration timeout) throws InterruptedException {
        return send(request(target, path).GET().build(), timeout);
    }

    private Answer post(Target target, String path, Map<String, Object> body, Duration timeout)
            throws InterruptedException {
        return post(target, path, JSON.valueToTree(body).toString(), timeout);
    }

    private Answer post(Target target, String path, String json, Duration timeout)
            throws InterruptedException {
        return send(
                request(target, path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                timeout);
    }

    private static HttpRequest.Builder request(Target target, String path) {
        return HttpRequest.newBuilder(target.endpoint().resolve(path));
    }

    /// The client's own timeout ends with the headers; a body may stall as well.
    private Answer send(HttpRequest request, Duration timeout) throws InterruptedException {
        CompletableFuture<HttpResponse<String>> exchange =
                http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
        try {
            HttpResponse<String> response = exchange.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(response.statusCode(), response.body());
        } catch (ExecutionException silent) { // refused is normal before the engine listens
            return new Answer(0, String.valueOf(silent.getCause()));
        } catch (TimeoutException tooLate) {
            return new Answer(0, "nothing within " + timeout);
        } finally {
            exchange.cancel(true);
        }
    }

    /// @param status 0 when none came
    private record Answer(int status, String body) {
        boolean isTrouble() {
            return status == 0 || (status >= 500 && status != NOT_IMPLEMENTED);
        }

        String words() {
            String shown = body.length() > SHOWN ? body.substring(0, SHOWN) + "…" : body;
            return status == 0 ? "no answer (" + shown + ")" : "%d %s".formatted(status, shown);
        }
    }
}
