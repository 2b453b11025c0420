package dev.stoker.ops.page;

import io.quarkus.vertx.http.HttpServer;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Puts the page on the management port, with what it needs of the public one.
///
/// Files are read when a browser first asks for them, so that a Stoker nobody looks at has not done
/// anything for it.
@ApplicationScoped
class PageDoor {
    static final List<String> FILES =
            List.of(
                    "index.html",
                    "base.css",
                    "controls.css",
                    "frame.css",
                    "rows.css",
                    "charts.css",
                    "chat.css",
                    "dialogs.css",
                    "widths.css",
                    "icon.svg",
                    "main.js",
                    "api.js",
                    "charts.js",
                    "chat.js",
                    "confirm.js",
                    "dom.js",
                    "engines.js",
                    "format.js",
                    "jobs.js",
                    "log.js",
                    "order.js",
                    "polling.js",
                    "results.js",
                    "stream.js");

    /// Everything from this port, and no script that was not a file of it.
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'; require-trusted-types-for 'script';"
                    + " trusted-types 'none'";

    private static final List<String> PUBLIC_PATHS =
            List.of("/v1/models", "/v1/chat/completions", "/batch/summarize", "/batch/jobs*");

    /// Before all other routes.
    private static final int FIRST = -10;

    private final Map<String, PageFile> read = new ConcurrentHashMap<>();
    private final PublicPort publicPort;

    PageDoor(
            Vertx vertx,
            HttpServer server,
            @ConfigProperty(name = "quarkus.http.host") String host) {
        this.publicPort = new PublicPort(vertx, () -> address(server, host));
    }

    void open(@Observes ManagementInterface management) {
        Router router = management.router();
        router.route("/admin/*").order(FIRST).handler(OwnOrigin::check);
        for (String path : PUBLIC_PATHS) {
            router.route(path).order(FIRST).handler(OwnOrigin::check).handler(publicPort::pass);
        }
        router.get("/").order(FIRST).handler(context -> show(context, "index.html"));
        for (String file : FILES) {
            router.get("/page/" + file).order(FIRST).handler(context -> show(context, file));
        }
    }

    private void show(RoutingContext context, String name) {
        PageFile file = read.computeIfAbsent(name, PageFile::read);
        HttpServerResponse response = context.response();
        response.putHeader("etag", file.tag())
                .putHeader("cache-control", "no-cache")
                .putHeader("content-security-policy", POLICY)
                .putHeader("cross-origin-opener-policy", "same-origin")
                .putHeader("referrer-policy", "no-referrer")
                .putHeader("x-content-type-options", "nosniff");
        if (file.tag().equals(context.request().getHeader("if-none-match"))) {
            response.setStatusCode(304).end();
            return;
        }
        response.putHeader("content-type", file.type()).end(file.bytes());
    }

    /// On this machine, whatever the port listens on; encrypted only where nothing else is open.
    private static RequestOptions address(HttpServer server, String host) {
        boolean plain = server.getPort() > 0;
        return new RequestOptions()
                .setHost(host.equals("0.0.0.0") ? "127.0.0.1" : host)
                .setSsl(!plain)
                .setPort(plain ? server.getPort() : server.getSecurePort());
    }
}
