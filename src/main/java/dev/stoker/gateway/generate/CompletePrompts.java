package dev.stoker.gateway.generate;

import dev.stoker.gateway.ApiError;
import dev.stoker.gateway.ApiException;
import dev.stoker.inference.EngineCall;
import dev.stoker.inference.EngineClient;
import dev.stoker.inference.EngineUnreachable;
import dev.stoker.inference.Route;
import dev.stoker.trace.CurrentSpan;
import dev.stoker.trace.Span;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Asks the engine about all prompts of a request at once.
@Singleton
final class CompletePrompts {
    private static final String PATH = "/v1/chat/completions";
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final EngineClient client;
    private final GenerateSettings settings;

    CompletePrompts(EngineClient client, GenerateSettings settings) {
        this.client = client;
        this.settings = settings;
    }

    /// The completions in the order of the prompts; one that fails ends them all.
    ///
    /// @throws ApiException when the engine does not complete one of them
    List<Completion> of(GenerateRequest request, String model, Route.Serve engine)
            throws InterruptedException {
        String id = "generate-" + UUID.randomUUID();
        Span span = CurrentSpan.get();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Completion>> running = new ArrayList<>();
            for (String prompt : request.prompts()) {
                int index = running.size();
                EngineCall call =
                        new EngineCall(
                                PATH,
                                request.body(model, prompt),
                                id + "-" + index,
                                false,
                                settings.timeout());
                running.add(
                        threads.submit(() ->
                                CurrentSpan.during(span, () -> complete(engine, call, index))));
            }
            return all(running, threads);
        }
    }

    private static List<Completion> all(List<Future<Completion>> running, ExecutorService threads)
            throws InterruptedException {
        List<Completion> completions = new ArrayList<>();
        try {
            for (Future<Completion> one : running) {
                completions.add(one.get());
            }
            return completions;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ApiException refusal) {
                throw refusal;
            }
            throw new IllegalStateException("a prompt broke its thread", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private Completion complete(Route.Serve engine, EngineCall call, int index)
            throws InterruptedException {
        try {
            return Completion.of("prompts[" + index + "]", client.complete(engine, call));
        } catch (EngineUnreachable e) {
            throw ApiError.tryAgain(
                            "engine_unreachable",
                            "the engine gave no answer: " + e.getMessage(),
                            PAUSE)
                    .exception();
        }
    }
}
