package dev.stoker.gateway.jobs;

import dev.stoker.inference.EngineRouter;
import dev.stoker.inference.Route;
import dev.stoker.summarize.SummarySettings;
import dev.stoker.summarize.input.InvalidRequest;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Which model a request is for, and whether it can be asked.
@Singleton
public final class ModelChoice {
    private final EngineRouter router;
    private final SummarySettings settings;

    ModelChoice(EngineRouter router, SummarySettings settings) {
        this.router = router;
        this.settings = settings;
    }

    /// The model that was asked for, else the configured one, else that of the only engine.
    ///
    /// @throws InvalidRequest when none was named and there is no one to take
    /// @throws Refusal when no engine serves it
    public String of(Optional<String> asked) {
        String model =
                asked.or(settings::model)
                        .or(router::defaultModel)
                        .orElseThrow(() ->
                                new InvalidRequest(
                                        "model", "model must be named: no default is set"));
        if (router.route(model) instanceof Route.Unknown(List<String> served)) {
            throw Refusal.of(
                    404,
                    "model_not_found",
                    "no engine serves \"%s\"; served are %s"
                            .formatted(InvalidRequest.shown(model), served));
        }
        return model;
    }

    /// The engine of a model, ready to be asked now.
    ///
    /// @throws Refusal when it is not
    public Route.Serve ready(String model) {
        return switch (router.route(model)) {
            case Route.Serve engine -> engine;
            case Route.Wait(Duration retryAfter, String phase, int percent, _) ->
                    throw Refusal.later(
                            "engine_not_ready",
                            "the engine is not ready: %s (%d %%)".formatted(phase, percent),
                            retryAfter);
            case Route.Broken(String cause, String detail) ->
                    throw Refusal.of(503, "engine_broken", cause + ": " + detail);
            case Route.Unknown(List<String> served) ->
                    throw Refusal.of(
                            404,
                            "model_not_found",
                            "no engine serves \"%s\"; served are %s".formatted(model, served));
        };
    }
}
