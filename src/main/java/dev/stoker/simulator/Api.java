package dev.stoker.simulator;

import dev.stoker.simulator.http.HttpHandler;
import dev.stoker.simulator.http.HttpRequest;
import dev.stoker.simulator.http.Reply;
import dev.stoker.simulator.json.Json;
import dev.stoker.simulator.pace.Bed;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/// The engine's paths: OpenAI's and vLLM's own.
final class Api implements HttpHandler {
    private final SimulatorOptions options;
    private final Generator generator;
    private final Figures figures;
    private final InstantSource clock;
    private final Bed bed = new Bed();
    private final AtomicLong requests = new AtomicLong();

    Api(SimulatorOptions options, Generator generator, Figures figures, InstantSource clock) {
        this.options = options;
        this.generator = generator;
        this.figures = figures;
        this.clock = clock;
    }

    @Override
    public void answer(HttpRequest request, Reply reply) throws IOException, InterruptedException {
        try {
            switch (request.path()) {
                case "/v1/chat/completions" -> complete(Shape.CHAT, request, reply);
                case "/v1/completions" -> complete(Shape.TEXT, request, reply);
                case "/tokenize" -> tokenize(request, reply);
                case "/health" -> get(request, reply, "");
                case "/sleep" -> rest(true, request, reply);
                case "/wake_up" -> rest(false, request, reply);
                case "/is_sleeping" ->
                        get(request, reply, "{\"is_sleeping\":" + bed.isSleeping() + "}");
                case "/metrics" -> get(request, reply, figures.page());
                case "/v1/models" -> models(request, reply);
                default -> reply.json(404, "{\"detail\":\"Not Found\"}");
            }
        } catch (Refusal refusal) {
            reply.json(refusal.status(), refusal.body());
        }
    }

    private void rest(boolean sleeps, HttpRequest request, Reply reply) throws IOException {
        if (isWrongMethod("POST", request, reply)) {
            return;
        }
        if (sleeps) {
            bed.sleep();
        } else {
            bed.wake();
        }
        reply.json(200, "{\"status\":\"" + (sleeps ? "sleeping" : "awake") + "\"}");
    }

    private void complete(Shape shape, HttpRequest http, Reply reply)
            throws IOException, InterruptedException, Refusal {
        if (isWrongMethod("POST", http, reply)) {
            return;
        }
        CompletionRequest request = CompletionRequest.read(shape, http.body(), options.model());
        bed.awaitAwake();
        String id = http.header("x-request-id").orElseGet(this::newId);
        Envelope envelope = new Envelope(shape, request, id, clock.instant());
        generator.generate(request, priority(http), Output.to(reply, shape, request, envelope));
    }

    private String newId() {
        return HexFormat.of().toHexDigits(requests.incrementAndGet());
    }

    private static int priority(HttpRequest request) throws Refusal {
        String priority = request.header("x-vllm-priority").orElse("0");
        try {
            return Integer.parseInt(priority);
        } catch (NumberFormatException e) {
            throw Refusal.badRequest("priority", "a whole number expected: " + priority);
        }
    }

    private void tokenize(HttpRequest request, Reply reply) throws IOException, Refusal {
        if (isWrongMethod("POST", request, reply)) {
            return;
        }
        Fields fields = Fields.of(request.body());
        CompletionRequest.refuseUnknown(
                fields.text("model").orElse(options.model().name()), options.model());
        Shape shape = fields.get("messages").isPresent() ? Shape.CHAT : Shape.TEXT;
        CompletionRequest.Prompt prompt = shape.prompt(fields);
        String tokens =
                Tokenizer.split(prompt.text()).stream()
                        .map(token -> String.valueOf(Answer.digest(token) % 50_000))
                        .collect(Collectors.joining(","));
        reply.json(
                200,
                "{\"count\":%d,\"max_model_len\":%d,\"tokens\":[%s],\"token_strs\":null}"
                        .formatted(prompt.tokens(), options.model().context(), tokens));
    }

    private void models(HttpRequest request, Reply reply) throws IOException {
        if (isWrongMethod("GET", request, reply)) {
            return;
        }
        String models =
                options.model().names().stream().map(this::model).collect(Collectors.joining(","));
        reply.json(200, "{\"object\":\"list\",\"data\":[" + models + "]}");
    }

    private String model(String name) {
        return "{\"id\":%s,\"object\":\"model\",\"created\":%d,\"owned_by\":\"stoker-simulator\",\"root\":%s,\"max_model_len\":%d}"
                .formatted(
                        Json.quote(name),
                        clock.instant().getEpochSecond(),
                        Json.quote(options.model().name()),
                        options.model().context());
    }

    private static void get(HttpRequest request, Reply reply, String body) throws IOException {
        if (!isWrongMethod("GET", request, reply)) {
            reply.text(200, body);
        }
    }

    private static boolean isWrongMethod(String method, HttpRequest request, Reply reply)
            throws IOException {
        if (request.method().equals(method)) {
            return false;
        }
        reply.json(405, "{\"detail\":\"Method Not Allowed\"}");
        return true;
    }
}
