package dev.stoker.ops.admin;

import dev.stoker.gateway.ApiError;
import dev.stoker.gateway.ApiException;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How the admin API answers: JSON, and errors in the shape of all of Stoker's errors.
public final class AdminAnswers {
    private static final System.Logger LOG = System.getLogger(AdminAnswers.class.getName());
    private static final Duration SOON = Duration.ofSeconds(5);

    private AdminAnswers() {}

    static void json(RoutingContext context, int status, JsonObject body) {
        context.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .end(body.encode());
    }

    static void text(RoutingContext context, String body) {
        context.response().putHeader("content-type", "text/plain; charset=utf-8").end(body);
    }

    /// Ends the request with that error; where an answer has begun already, it is cut off.
    public static void refuse(RoutingContext context, ApiError error) {
        HttpServerResponse response = context.response();
        if (response.headWritten()) {
            response.reset();
            return;
        }
        response.setStatusCode(error.status());
        error.headers().forEach(response::putHeader);
        response.putHeader("content-type", "application/json").end(error.body());
    }

    static void unknown(RoutingContext context) {
        refuse(
                context,
                ApiError.unknownUrl(context.request().method().name(), context.normalizedPath()));
    }

    /// Whatever rises out of a handler.
    static void failed(RoutingContext context) {
        refuse(context, error(context.failure()));
    }

    private static ApiError error(@Nullable Throwable failure) {
        return switch (failure) {
            case ApiException refusal -> refusal.error();
            case NoSuchElementException unknown ->
                    ApiError.invalid(404, "engine_not_found", String.valueOf(unknown.getMessage()));
            case IllegalStateException stopping ->
                    ApiError.tryAgain("draining", String.valueOf(stopping.getMessage()), SOON);
            case null, default -> bug(failure);
        };
    }

    private static ApiError bug(@Nullable Throwable failure) {
        UUID number = UUID.randomUUID();
        LOG.log(Level.ERROR, "admin request failed error=" + number, failure);
        return ApiError.internal("Stoker failed; its log says more under %s.".formatted(number));
    }
}
