package dev.stoker.ops.admin;

import dev.stoker.gateway.ApiError;
import dev.stoker.inference.InFlight;
import dev.stoker.supervisor.fleet.EngineFleet;
import dev.stoker.supervisor.run.EngineLog;
import io.quarkus.runtime.Quarkus;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;

/// Puts the admin API on the management port; the public port knows nothing of it.
@ApplicationScoped
class AdminDoor {
    private static final System.Logger LOG = System.getLogger(AdminDoor.class.getName());
    private static final String ENGINE = "/admin/engines/:name";
    private static final int OK = 200;
    private static final int ACCEPTED = 202;

    private final Vertx vertx;
    private final EngineFleet fleet;
    private final EngineJson json;
    private final CrashJson crashes;
    private final OwnMetrics metrics;
    private final Reload reload;

    AdminDoor(
            Vertx vertx, EngineFleet fleet, EngineAnnals annals, InFlight inFlight, Reload reload) {
        this.vertx = vertx;
        this.fleet = fleet;
        this.json = new EngineJson(annals, inFlight);
        this.crashes = new CrashJson(fleet.crashes());
        this.metrics = new OwnMetrics(vertx);
        this.reload = reload;
    }

    void open(@Observes ManagementInterface management) {
        Router router = management.router();
        router.get("/admin/engines").handler(this::list);
        router.get(ENGINE).handler(context -> AdminAnswers.json(context, OK, engine(context)));
        order(router, "restart", fleet::restart);
        order(router, "start", fleet::start);
        order(router, "stop", fleet::stop);
        router.get(ENGINE + "/crashes").blockingHandler(this::crashes, false);
        router.get(ENGINE + "/crashes/:id").blockingHandler(this::crash, false);
        router.get(ENGINE + "/log").handler(this::log);
        router.get(ENGINE + "/metrics").handler(this::metrics);
        router.post("/admin/reload").blockingHandler(this::reload, false);
        router.post("/admin/drain").handler(this::drain);
        router.route("/admin/*").handler(AdminAnswers::unknown);
        router.route("/admin/*").failureHandler(AdminAnswers::failed);
    }

    private void order(Router router, String verb, Consumer<String> order) {
        router.post(ENGINE + "/" + verb)
                .handler(context -> {
                    String name = name(context);
                    order.accept(name);
                    LOG.log(Level.INFO, "engine order taken engine=" + name + " order=" + verb);
                    AdminAnswers.json(context, ACCEPTED, engine(context));
                });
    }

    private void list(RoutingContext context) {
        JsonArray engines = new JsonArray();
        fleet.inspectAll().forEach(engine -> engines.add(json.of(engine)));
        AdminAnswers.json(context, OK, new JsonObject().put("engines", engines));
    }

    private JsonObject engine(RoutingContext context) {
        return json.of(fleet.inspect(name(context)));
    }

    private void crashes(RoutingContext context) {
        String engine = fleet.inspect(name(context)).snapshot().spec().name();
        AdminAnswers.json(
                context, OK, new JsonObject().put("crashes", filed(() -> crashes.of(engine))));
    }

    private void crash(RoutingContext context) {
        String id = String.valueOf(context.pathParam("id"));
        filed(() -> crashes.one(name(context), id))
                .ifPresentOrElse(
                        bundle -> AdminAnswers.text(context, bundle),
                        () -> AdminAnswers.unknown(context));
    }

    private void log(RoutingContext context) {
        EngineLog log = fleet.inspect(name(context)).log();
        boolean follow = !"false".equals(context.request().getParam("follow"));
        LogStream.open(
                vertx,
                context.response(),
                new LogStream.Wish(name(context), log, lastEvent(context), follow));
    }

    private static long lastEvent(RoutingContext context) {
        String id = context.request().getHeader("last-event-id");
        if (id == null || id.isBlank()) {
            return 0;
        }
        if (!id.matches("\\d{1,18}")) {
            throw ApiError.badRequest(
                            "invalid_value", "Last-Event-ID is no event of this log: " + id)
                    .exception();
        }
        return Long.parseLong(id);
    }

    private void metrics(RoutingContext context) {
        metrics.pass(
                fleet.inspect(name(context)).snapshot(),
                context.response(),
                error -> AdminAnswers.refuse(context, error));
    }

    private void reload(RoutingContext context) {
        Reload.Outcome outcome = reload.now();
        if (!outcome.isValid()) {
            String problems = String.join("\n", outcome.problems());
            AdminAnswers.refuse(context, ApiError.invalid(422, "invalid_engine_files", problems));
            return;
        }
        JsonObject engines = new JsonObject();
        outcome.effects().forEach(engines::put);
        AdminAnswers.json(context, OK, new JsonObject().put("engines", engines));
    }

    /// The same way out as SIGTERM.
    private void drain(RoutingContext context) {
        AdminAnswers.json(context, ACCEPTED, new JsonObject().put("state", "draining"));
        LOG.log(Level.INFO, "drain was ordered");
        Quarkus.asyncExit();
    }

    private static String name(RoutingContext context) {
        return String.valueOf(context.pathParam("name"));
    }

    /// What is read from a file.
    private interface Filed<T> {
        T read() throws IOException;
    }

    private static <T> T filed(Filed<T> file) {
        try {
            return file.read();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
