package dev.stoker.gateway.head;

import dev.stoker.gateway.relay.RelaySettings;
import io.netty.bootstrap.ChannelInitializerExtension;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;

/// Tells Netty before the first server listens that connections get a [HeadClock], and how long it
/// runs.
///
/// Neither Vert.x nor Quarkus lets an application stand before the HTTP codec; their idle timeout
/// begins anew with each byte. Netty's extension is looked for by a system property.
@Singleton
final class HeadTime implements HttpServerOptionsCustomizer {
    /// Where [SlowHeads] reads the limit: it is no bean, and may be of another class loader.
    static final String MILLIS = "dev.stoker.head-millis";

    private final long millis;

    HeadTime(RelaySettings settings) {
        this.millis = settings.headTime().toMillis();
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        System.setProperty(ChannelInitializerExtension.EXTENSIONS_SYSTEM_PROPERTY, "serviceload");
        System.setProperty(MILLIS, Long.toString(millis));
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        customizeHttpServer(options);
    }
}
