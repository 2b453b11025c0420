package dev.stoker.gateway.admission.keys;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Keeps the keys as their file says, and says where there is none.
@ApplicationScoped
class KeyKeeper {
    private static final System.Logger LOG = System.getLogger(KeyKeeper.class.getName());
    private static final long LOOK_MILLIS = 1_000;

    @Produces
    @Singleton
    static KeyRing ring(KeySettings settings) {
        return new KeyRing(settings.file());
    }

    void start(
            @Observes StartupEvent event,
            Vertx vertx,
            KeyRing ring,
            @ConfigProperty(name = "quarkus.http.host") String host) {
        if (ring.isOpen()) {
            sayOpen(host);
            return;
        }
        vertx.setPeriodic(
                LOOK_MILLIS,
                _ ->
                        vertx.executeBlocking(() -> {
                            ring.refresh();
                            return ring;
                        }));
    }

    private static void sayOpen(String host) {
        if (isLoopback(host)) {
            LOG.log(System.Logger.Level.INFO, "door opened without keys host={0}", host);
            return;
        }
        LOG.log(
                System.Logger.Level.WARNING,
                "door opened without keys host={0} danger=\"whoever reaches the port may use the engines; set stoker.keys.file\"",
                host);
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
