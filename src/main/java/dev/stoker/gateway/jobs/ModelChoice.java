package dev.stoker.gateway.jobs;

import dev.stoker.gateway.ApiException;
import dev.stoker.gateway.ErrorMapping;
import dev.stoker.inference.EngineRouter;
import dev.stoker.inference.Route;
import dev.stoker.summarize.SummarySettings;
import jakarta.inject.Singleton;
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

    /// The model that was asked for, else the configured one, else the only one that engines have.
    ///
    /// @throws ApiException when none was named and there is no one to take, or no engine serves it
    public String of(Optional<String> asked) {
        String model =
                asked.or(settings::model)
                        .or(router::defaultModel)
                        .orElseThrow(() -> ErrorMapping.modelMissing().exception());
        router.wanted(model);
        if (router.route(model) instanceof Route.Unknown unknown) {
            throw refusal(unknown, model);
        }
        return model;
    }

    /// The engine of a model, ready to be asked now.
    ///
    /// @throws ApiException when it is not
    public Route.Serve ready(String model) {
        router.wanted(model);
        return switch (router.route(model)) {
            case Route.Serve engine -> engine;
            case Route other -> throw refusal(other, model);
        };
    }

    private static ApiException refusal(Route route, String model) {
        return ErrorMapping.refusal(route, model).orElseThrow().exception();
    }
}
