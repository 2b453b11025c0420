package dev.stoker.supervisor.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stoker.engine.EngineDialect.Nap.Call;
import dev.stoker.engine.EngineMetrics;
import dev.stoker.supervisor.probe.http.Answer;
import dev.stoker.supervisor.probe.http.PlainHttp;
import dev.stoker.supervisor.probe.http.Question;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Asks engines over HTTP, as a client would.
public final class HttpHealthProbe implements HealthProbe {
    private static final int NOT_IMPLEMENTED = 501; // llama.cpp without --metrics
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Statuses by which an engine says that it has no chat: no such path, or no chat template.
    private static final Set<Integer> NO_CHAT = Set.of(400, 404, 405, 501);

    private final Duration firstAnswer;

    /// @param firstAnswer what the first completion may take: kernels are compiled for it
    public HttpHealthProbe(Duration firstAnswer) {
        this.firstAnswer = firstAnswer;
    }

    @Override
    public Readiness readiness(Target target) throws InterruptedException {
        Duration timeout = target.spec().operation().health().timeout();
        String path = target.spec().dialect().healthPath();
        Answer health = get(target, path, timeout);
        if (!health.isOk()) {
            return new Readiness(Readiness.Stage.SILENT, path + ": " + health.words());
        }
        Answer models = get(target, "/v1/models", timeout);
        String name = target.spec().model().name();
        if (!models.isOk() || !lists(name, models.body())) {
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
        if (isTrouble(answer)) {
            return Vitals.unreachable();
        }
        // A page that is not there tells nothing: then only canaries count.
        return Vitals.read(answer.isOk() ? answer.body() : "", names);
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
        return answer.isOk() ? Optional.empty() : Optional.of(call.path() + ": " + answer.words());
    }

    private static Optional<String> complaint(Answer answer) {
        if (answer.isOk() && answer.body().contains("\"choices\"")) {
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

    private static Answer get(Target target, String path, Duration timeout)
            throws InterruptedException {
        return PlainHttp.ask(target.endpoint(), Question.get(path), timeout);
    }

    private static Answer post(
            Target target, String path, Map<String, Object> body, Duration timeout)
            throws InterruptedException {
        return post(target, path, JSON.valueToTree(body).toString(), timeout);
    }

    private static Answer post(Target target, String path, String json, Duration timeout)
            throws InterruptedException {
        return PlainHttp.ask(target.endpoint(), Question.post(path, json), timeout);
    }

    private static boolean isTrouble(Answer answer) {
        int status = answer.status();
        return status == 0 || (status >= 500 && status != NOT_IMPLEMENTED);
    }
}
