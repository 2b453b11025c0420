package dev.stoker.ops.page;

import dev.stoker.gateway.ApiError;
import dev.stoker.ops.admin.AdminAnswers;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;

/// Keeps pages of other origins from giving orders on a port that knows no login.
///
/// A browser says which page a request comes from, and any page that a person opens beside Stoker's
/// could otherwise restart engines or read their logs. Programs send no `Origin` and are let in.
final class OwnOrigin {
    private OwnOrigin() {}

    static void check(RoutingContext context) {
        // the management interface lets every origin read its answers unless told otherwise
        context.addHeadersEndHandler(
                _ -> context.response().headers().remove("access-control-allow-origin"));
        String origin = context.request().getHeader("origin");
        if (origin == null || isOwn(origin, context.request())) {
            context.next();
            return;
        }
        ApiError refusal =
                ApiError.invalid(
                        403,
                        "foreign_origin",
                        "Pages of %s may not speak to Stoker's management port.".formatted(origin));
        AdminAnswers.refuse(context, refusal);
    }

    private static boolean isOwn(String origin, HttpServerRequest request) {
        try {
            HostAndPort asked = request.authority();
            return asked != null && asked.toString().equals(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }
}
