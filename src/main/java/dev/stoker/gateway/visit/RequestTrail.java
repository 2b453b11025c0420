package dev.stoker.gateway.visit;

import dev.stoker.gateway.ApiError;
import dev.stoker.inference.Route;
import dev.stoker.inference.replica.Replica;
import dev.stoker.trace.Facts;
import dev.stoker.trace.ModelCall;
import dev.stoker.trace.Span;
import dev.stoker.trace.TraceParent;
import dev.stoker.trace.Tracer;
import io.vertx.core.http.HttpServerRequest;

/// The spans of one request: itself, its wait in line, and each engine that was asked.
final class RequestTrail implements Trail {
    private static final int CLIENT_LEFT = 499;
    private static final int FIRST_ERROR = 400;
    private static final int FIRST_OWN_ERROR = 500;
    private static final String LEFT = "client_gone";

    private final HttpServerRequest request;
    private final Span span;
    private String route = "";
    private String model = "";
    private boolean judged;
    private Span wait = Span.NONE;
    private Span attempt = Span.NONE;
    private int attempts;
    private String error = "";

    private RequestTrail(HttpServerRequest request, Span span) {
        this.request = request;
        this.span = span;
    }

    /// Begins in the client's trace, or begins one.
    static Trail begin(Tracer tracer, HttpServerRequest request, String requestId) {
        String method = request.method().name();
        Span span = tracer.begin(Span.Kind.SERVER, method, parent(request));
        span.set(Facts.METHOD, method)
                .set(Facts.PATH, String.valueOf(request.path()))
                .set(Facts.REQUEST, requestId);
        return new RequestTrail(request, span);
    }

    static TraceParent parent(HttpServerRequest request) {
        String header = request.getHeader("traceparent");
        if (header == null) {
            return TraceParent.NONE;
        }
        // a long one may come in several headers
        return new TraceParent(header, String.join(",", request.headers().getAll("tracestate")));
    }

    @Override
    public Span span() {
        return span;
    }

    @Override
    public String traceparent() {
        return attempt.traceparent();
    }

    @Override
    public void takes(String path) {
        route = path;
        span.rename(request.method().name() + " " + path).set(Facts.ROUTE, path);
    }

    @Override
    public void asks(String asked) {
        model = asked;
        span.set(Facts.MODEL, asked);
    }

    @Override
    public void waits() {
        if (!judged) {
            wait = span.child(Span.Kind.INTERNAL, "wait in line");
        }
    }

    @Override
    public void judged() {
        judged = true;
        wait.end();
    }

    @Override
    public void goesTo(Replica replica) {
        attempt.end();
        Route.Serve to = replica.route();
        attempt =
                new ModelCall(
                                request.method().name(),
                                route,
                                model,
                                to.engine().dialect().kind(),
                                new ModelCall.Target(to.name(), to.run(), to.endpoint()))
                        .in(span);
        if (attempts > 0) {
            attempt.set(Facts.RESENT, attempts);
        }
        attempts++;
    }

    @Override
    public void replied(int status) {
        attempt.set(Facts.STATUS, status);
        if (status >= FIRST_ERROR) {
            attempt.fail(Integer.toString(status), "");
        }
    }

    @Override
    public void broke(Throwable cause) {
        attempt.fail(cause.getClass().getName(), "");
    }

    @Override
    public void refused(ApiError refusal) {
        error = refusal.code();
        attempt.fail(error, "");
    }

    @Override
    public void answered(long at) {
        span.event("first byte", at);
        attempt.event("first byte", at);
    }

    @Override
    public void used(long promptTokens, long answerTokens) {
        attempt.set(Facts.INPUT_TOKENS, promptTokens).set(Facts.OUTPUT_TOKENS, answerTokens);
    }

    @Override
    public void ended(int status) {
        if (status == CLIENT_LEFT) {
            attempt.set(Facts.ERROR, LEFT);
            span.set(Facts.ERROR, LEFT);
        } else {
            answered(status);
        }
        wait.end();
        attempt.end();
        span.end();
    }

    /// The client's own mistakes are no failures of Stoker.
    private void answered(int status) {
        span.set(Facts.STATUS, status);
        String type = error.isEmpty() ? Integer.toString(status) : error;
        if (status >= FIRST_OWN_ERROR) {
            span.fail(type, "");
        } else if (status >= FIRST_ERROR || !error.isEmpty()) {
            span.set(Facts.ERROR, type);
        }
    }
}
