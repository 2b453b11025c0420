package dev.stoker.ops.admin;

import dev.stoker.gateway.ApiError;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetAddress;
import java.net.UnknownHostException;

/// Turns callers away whom [AdminSettings] does not let in, before any other route sees them.
@ApplicationScoped
final class AdminCallers {
    private static final int FIRST = -1000;
    private static final int FORBIDDEN = 403;

    private final AdminSettings settings;

    AdminCallers(AdminSettings settings) {
        this.settings = settings;
    }

    void stand(@Observes ManagementInterface management) {
        if (settings.loopbackOnly()) {
            management.router().route("/admin/*").order(FIRST).handler(AdminCallers::check);
        }
    }

    private static void check(RoutingContext context) {
        SocketAddress caller = context.request().connection().remoteAddress();
        if (caller != null && isLoopback(caller.hostAddress())) {
            context.next();
            return;
        }
        AdminAnswers.refuse(
                context,
                ApiError.invalid(
                        FORBIDDEN,
                        "loopback_only",
                        "The admin API answers to its own machine alone; use kubectl port-forward."));
    }

    /// @param address in digits, so that no name is looked up
    static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException _) {
            return false;
        }
    }
}
