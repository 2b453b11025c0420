package dev.stoker.app.traces;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalDouble;

/// Who collects traces, and how many.
@ConfigMapping(prefix = "stoker.traces")
interface TraceSettings {
    /// A collector that takes OTLP over HTTP, `http://collector:4318`. Without it, and without
    /// OpenTelemetry's variable `OTEL_EXPORTER_OTLP_ENDPOINT`, nothing is traced.
    Optional<URI> endpoint();

    /// Of the traces that begin here, 0 to 1; a client's own trace is wanted or not as the client
    /// says. Unless set it is `OTEL_TRACES_SAMPLER_ARG`, or 1.
    OptionalDouble ratio();

    /// Of the items of a traced job, 0 to 1, beyond its first hundred.
    @WithDefault("0.01")
    double itemRatio();
}
