package dev.stoker.app.traces;

import dev.stoker.batch.trace.JobParents;
import dev.stoker.batch.trace.JobTraces;
import dev.stoker.ops.EngineTraces;
import dev.stoker.ops.TraceMeters;
import dev.stoker.trace.Tracer;
import dev.stoker.trace.otlp.Collector;
import dev.stoker.trace.otlp.Environment;
import dev.stoker.trace.otlp.SdkTracer;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.lang.System.Logger.Level;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Traces, where a collector is named; else a constant that does nothing.
@ApplicationScoped
final class TraceWiring {
    private static final System.Logger LOG = System.getLogger("dev.stoker.traces");

    private final TraceSettings settings;

    TraceWiring(TraceSettings settings) {
        this.settings = settings;
    }

    @Produces
    @Singleton
    Tracer tracer(
            MeterRegistry registry,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        Optional<Collector> collector = collector(new Environment(System.getenv()), version);
        if (collector.isEmpty()) {
            return Tracer.OFF;
        }
        LOG.log(Level.INFO, "traces began " + collector.get());
        Tracer tracer = SdkTracer.telling(collector.get());
        new TraceMeters(registry).show(tracer);
        return tracer;
    }

    /// What others set for all programs of a pod is no reason not to start; Stoker's own settings
    /// are.
    private Optional<Collector> collector(Environment environment, String version) {
        try {
            return environment.collector(settings.endpoint(), settings.ratio(), version);
        } catch (IllegalArgumentException e) {
            if (settings.endpoint().isPresent()) {
                throw e;
            }
            LOG.log(Level.WARNING, "traces are off: " + e.getMessage());
            return Optional.empty();
        }
    }

    void close(@Disposes Tracer tracer) {
        tracer.close();
    }

    @Produces
    @Singleton
    JobTraces jobTraces(Tracer tracer, DataSource database) {
        return new JobTraces(tracer, JobParents.in(database), settings.itemRatio());
    }

    @Produces
    @Singleton
    EngineTraces engineTraces(Tracer tracer) {
        return new EngineTraces(tracer);
    }
}
