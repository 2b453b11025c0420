package dev.stoker.gateway;

import dev.stoker.inference.Route;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Turns what Stoker knows into what a client is told.
public final class ErrorMapping {
    private ErrorMapping() {}

    /// Why a request for that model cannot be served now; empty where it can.
    public static Optional<ApiError> refusal(Route route, String model) {
        return switch (route) {
            case Route.Serve _ -> Optional.empty();
            case Route.Wait wait -> Optional.of(loading(wait, model));
            case Route.Broken(String cause, String detail) ->
                    Optional.of(
                            ApiError.broken(
                                    "engine_failed",
                                    "The engine of %s is down (%s): %s"
                                            .formatted(model, cause, detail),
                                    Map.of("cause", cause)));
            case Route.Unknown(List<String> served) ->
                    Optional.of(
                            ApiError.unknownModel(
                                    "The model '%s' does not exist. Served: %s."
                                            .formatted(model, names(served))));
        };
    }

    /// Why a request that names no model cannot be served, where none goes without saying.
    public static ApiError modelMissing() {
        return ApiError.badRequest(
                "model_missing",
                "Several models are served: the body must name one in 'model'.",
                "model");
    }

    private static ApiError loading(Route.Wait wait, String model) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("phase", wait.phase());
        facts.put("percent", wait.percent());
        wait.timeLeft().ifPresent(left -> facts.put("seconds_left", seconds(left)));
        String message =
                "The engine of %s is not ready: %s, %d %%%s. Ask again in %d s."
                        .formatted(
                                model,
                                wait.phase(),
                                wait.percent(),
                                wait.timeLeft()
                                        .map(left -> ", about %d s left".formatted(seconds(left)))
                                        .orElse(""),
                                seconds(wait.retryAfter()));
        return ApiError.tryAgain("engine_loading", message, wait.retryAfter(), facts);
    }

    private static long seconds(Duration duration) {
        return Math.max(0, duration.plusMillis(999).toSeconds());
    }

    private static String names(List<String> served) {
        return served.isEmpty() ? "none" : String.join(", ", served);
    }
}
