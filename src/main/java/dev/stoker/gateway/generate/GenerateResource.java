package dev.stoker.gateway.generate;

import dev.stoker.engine.Build;
import dev.stoker.gateway.jobs.ModelChoice;
import dev.stoker.gateway.visit.CurrentVisit;
import dev.stoker.inference.Route;
import dev.stoker.summarize.input.InvalidRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// `POST /generate`: a list of prompts in, the list of their completions out.
@Path("/generate")
@RunOnVirtualThread
public final class GenerateResource {
    private final ModelChoice models;
    private final CompletePrompts complete;
    private final GenerateSettings settings;
    private final CurrentVisit visit;

    GenerateResource(
            ModelChoice models,
            CompletePrompts complete,
            GenerateSettings settings,
            CurrentVisit visit) {
        this.models = models;
        this.complete = complete;
        this.settings = settings;
        this.visit = visit;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Complete a list of prompts",
            description = "Takes {\"prompts\": [\"…\"]} and answers their completions in order.")
    public GenerateAnswer generate(String body) throws InterruptedException {
        GenerateRequest request = GenerateRequest.parse(body, settings.mostPrompts());
        String model = models.of(request.model());
        Route.Serve engine = models.ready(model);
        checkBatch(request, engine);
        long begin = System.nanoTime();
        List<Completion> completions =
                visit.during("/generate", () -> complete.of(request, model, engine));
        return GenerateAnswer.of(model, completions, Duration.ofNanos(System.nanoTime() - begin));
    }

    /// An engine that was built for so many requests at once must not get more.
    private static void checkBatch(GenerateRequest request, Route.Serve engine) {
        int prompts = request.prompts().size();
        engine.engine()
                .program()
                .build()
                .map(Build::largestBatch)
                .filter(most -> most.isPresent() && most.getAsInt() < prompts)
                .ifPresent(most -> {
                    throw new InvalidRequest(
                            "prompts",
                            "prompts must hold at most %d prompts, the largest batch that %s was built for: %d"
                                    .formatted(most.getAsInt(), engine.engine().name(), prompts));
                });
    }
}
