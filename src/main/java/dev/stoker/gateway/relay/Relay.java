package dev.stoker.gateway.relay;

import dev.stoker.engine.EngineDialect.RequestHeaders;
import dev.stoker.gateway.ApiError;
import dev.stoker.gateway.ErrorMapping;
import dev.stoker.inference.EngineHeaders;
import dev.stoker.inference.EngineRouter;
import dev.stoker.inference.InFlight;
import dev.stoker.inference.Route;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;

/// Passes requests to the engine of their model; runs on event loops and never blocks them.
final class Relay {
    private final Vertx vertx;
    private final EngineRouter router;
    private final InFlight inFlight;
    private final RelaySettings settings;
    private final RelayMetrics metrics;
    private final LoopClients clients;
    private final Refusals refusals;

    Relay(
            Vertx vertx,
            EngineRouter router,
            InFlight inFlight,
            RelaySettings settings,
            RelayMetrics metrics) {
        this.vertx = vertx;
        this.router = router;
        this.inFlight = inFlight;
        this.settings = settings;
        this.metrics = metrics;
        this.clients = new LoopClients(vertx);
        this.refusals = new Refusals(vertx);
    }

    void handle(RelayedPath path, HttpServerRequest request) {
        metrics.opened();
        Passage passage = new Passage(path, request);
        new Intake(request, bodyLimit(), passage).read();
    }

    private long bodyLimit() {
        return settings.maxBodySize().asLongValue();
    }

    /// One request's way through.
    private final class Passage implements Intake.Listener {
        private final RelayedPath path;
        private final HttpServerRequest request;
        private final String id;
        private final long arrival = System.nanoTime();

        Passage(RelayedPath path, HttpServerRequest request) {
            this.path = path;
            this.request = request;
            this.id = RequestId.of(request.getHeader(RequestId.HEADER));
        }

        @Override
        public void ready(Intake.Beginning body) {
            body.model()
                    .or(router::defaultModel)
                    .ifPresentOrElse(
                            model -> route(model, body),
                            () -> refused(ErrorMapping.modelMissing()));
        }

        private void route(String model, Intake.Beginning body) {
            switch (router.route(model)) {
                case Route.Serve engine -> forward(engine, body);
                case Route other -> ErrorMapping.refusal(other, model).ifPresent(this::refused);
            }
        }

        private void forward(Route.Serve engine, Intake.Beginning body) {
            String name = engine.engine().name();
            Errand errand =
                    new Errand(id, name, options(engine), settings.engineSilence(), bodyLimit());
            new Forwarding(request, body, errand, new Watch(name, inFlight.enter(name, id)))
                    .start(vertx, clients.current());
        }

        private RequestOptions options(Route.Serve engine) {
            RequestHeaders names = engine.engine().dialect().headers();
            MultiMap headers = MultiMap.caseInsensitiveMultiMap();
            EndToEndHeaders.copy(request.headers(), headers);
            headers.set(RequestId.HEADER, id);
            // only Stoker decides who goes first
            names.priority().ifPresent(headers::remove);
            EngineHeaders.of(names, id, false).forEach(headers::set);
            return new RequestOptions()
                    .setMethod(HttpMethod.POST)
                    .setHost(engine.endpoint().getHost())
                    .setPort(engine.endpoint().getPort())
                    .setURI(request.uri())
                    .setHeaders(headers);
        }

        @Override
        public void refused(ApiError error) {
            refuse(error, RelayMetrics.NO_ENGINE);
        }

        @Override
        public void left() {
            metrics.closed(path.path(), RelayMetrics.NO_ENGINE, Forwarding.CLIENT_LEFT);
        }

        private void refuse(ApiError error, String engine) {
            refusals.send(request, id, error);
            metrics.closed(path.path(), engine, error.status());
        }

        /// Keeps the books of one forwarded request.
        private final class Watch implements Forwarding.Observer {
            private final String engine;
            private final InFlight.Ticket ticket;

            Watch(String engine, InFlight.Ticket ticket) {
                this.engine = engine;
                this.ticket = ticket;
            }

            @Override
            public void answered() {
                metrics.firstByte(path.path(), engine, System.nanoTime() - arrival);
            }

            @Override
            public void ended(int status) {
                ticket.close();
                metrics.closed(path.path(), engine, status);
            }

            @Override
            public void refused(ApiError error) {
                ticket.close();
                refuse(error, engine);
            }
        }
    }
}
