package dev.stoker.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/// Writes errors of Stoker's own to clients.
public final class Refusals {
    /// What a client still sends after it was refused is thrown away for so long: to close at once
    /// would take the answer away from under its eyes.
    private static final long LINGER_MILLIS = 2_000;

    private final Vertx vertx;

    public Refusals(Vertx vertx) {
        this.vertx = vertx;
    }

    /// Answers with the error, if nothing has been answered yet.
    public void send(HttpServerRequest request, String requestId, ApiError error) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed() || response.headWritten()) {
            return;
        }
        if (!request.isEnded()) {
            discardRest(request);
        }
        response.setStatusCode(error.status());
        error.headers().forEach(response::putHeader);
        response.putHeader("content-type", "application/json");
        response.putHeader(RequestId.HEADER, requestId);
        response.end(error.body());
    }

    private void discardRest(HttpServerRequest request) {
        long timer = vertx.setTimer(LINGER_MILLIS, _ -> CutOff.of(request));
        request.handler(_ -> {});
        request.endHandler(_ -> vertx.cancelTimer(timer));
        request.exceptionHandler(_ -> vertx.cancelTimer(timer));
        request.resume();
    }
}
