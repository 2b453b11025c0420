package dev.stoker.inference;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Talks to engines over HTTP. A request is sent once: who may try again is the caller, who knows
/// what it costs.
@Singleton
public final class HttpEngineClient implements EngineClient {
    private final Vertx vertx;
    private final EngineConnections connections;
    private final InFlight inFlight;
    private final EngineApis apis = new EngineApis();

    public HttpEngineClient(Vertx vertx, InFlight inFlight) {
        this.vertx = vertx;
        this.connections = new EngineConnections(vertx);
        this.inFlight = inFlight;
    }

    @Override
    public EngineAnswer complete(Route.Serve engine, EngineCall call)
            throws EngineUnreachable, InterruptedException {
        return TracedCall.of(
                engine,
                call,
                span -> {
                    try (InFlight.Ticket ticket =
                            inFlight.enter(
                                    engine.engine().name(), call.requestId(), call.batch())) {
                        String id = EngineHeaders.idAt(engine.engine().dialect(), call.requestId());
                        Exchange exchange =
                                exchange(
                                        options(engine, call, id, span.traceparent()), call.body());
                        ticket.wasSent(System.nanoTime());
                        Runnable stop = () -> stop(exchange, engine, id);
                        return await(exchange, engine, call.timeout(), stop);
                    }
                });
    }

    @Override
    public EngineLoad load(Route.Serve engine) throws EngineUnreachable, InterruptedException {
        return EngineLoad.read(engine.engine().dialect().metrics(), metrics(engine));
    }

    private Exchange exchange(RequestOptions options, String body) {
        options.putHeader("content-type", "application/json");
        return Exchange.start(vertx.getOrCreateContext(), connections.client(), options, body);
    }

    /// Makes the engine stop computing; what it says to that is of no matter.
    private void stop(Exchange exchange, Route.Serve engine, String id) {
        exchange.cancel();
        engine.engine()
                .dialect()
                .abortPath()
                .map(path -> EngineConnections.to(engine.endpoint(), HttpMethod.POST, path))
                .ifPresent(abort -> exchange(abort, new JsonObject().put("rid", id).encode()));
    }

    private static RequestOptions options(
            Route.Serve engine, EngineCall call, String id, String trace) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        headers.addAll(EngineHeaders.of(engine.engine().dialect().headers(), id, call.batch()));
        if (!trace.isEmpty()) {
            headers.set("traceparent", trace);
        }
        return EngineConnections.to(engine.endpoint(), HttpMethod.POST, call.path())
                .setHeaders(headers);
    }

    private static EngineAnswer await(
            Exchange exchange, Route.Serve engine, Duration timeout, Runnable stop)
            throws EngineUnreachable, InterruptedException {
        try {
            return exchange.answer().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            stop.run();
            throw unreachable(engine, "within " + timeout, e);
        } catch (InterruptedException e) {
            stop.run();
            throw e;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw unreachable(engine, String.valueOf(cause.getMessage()), cause);
        }
    }

    private String metrics(Route.Serve engine) throws EngineUnreachable, InterruptedException {
        try {
            return apis.of(engine).metrics();
        } catch (ProcessingException | WebApplicationException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            throw unreachable(engine, String.valueOf(e.getMessage()), e);
        }
    }

    private static EngineUnreachable unreachable(
            Route.Serve engine, String detail, Throwable cause) {
        return new EngineUnreachable(
                "engine %s at %s gave no answer: %s"
                        .formatted(engine.engine().name(), engine.endpoint(), detail),
                cause);
    }
}
