package dev.stoker.app;

import dev.stoker.engine.catalog.EngineCatalog;
import dev.stoker.engine.catalog.InvalidCatalog;
import dev.stoker.ops.admin.Reload;
import dev.stoker.supervisor.fleet.EngineFleet;
import dev.stoker.supervisor.fleet.Redescription.Effect;
import dev.stoker.supervisor.fleet.RefusedChange;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads the engine files while Stoker runs; only files without any problem change anything.
@Singleton
final class ReloadEngines implements Reload {
    private static final System.Logger LOG = System.getLogger("dev.stoker.reload");

    private final EngineFiles files;
    private final EngineFleet fleet;
    private final MeterRegistry registry;

    ReloadEngines(EngineFiles files, EngineFleet fleet, MeterRegistry registry) {
        this.files = files;
        this.fleet = fleet;
        this.registry = registry;
    }

    @Override
    public synchronized Outcome now() {
        Outcome outcome = outcome();
        registry.counter("stoker.reloads", "outcome", outcome.label()).increment();
        return outcome;
    }

    private Outcome outcome() {
        try {
            return applied(files.load());
        } catch (InvalidCatalog invalid) {
            List<String> problems = invalid.problems().stream().map(Object::toString).toList();
            return refused(problems);
        } catch (RefusedChange refused) {
            return refused(
                    refused.reasons().entrySet().stream()
                            .map(reason -> reason.getKey() + ": " + reason.getValue())
                            .toList());
        }
    }

    private static Outcome refused(List<String> problems) {
        LOG.log(Level.WARNING, "engine files were refused, nothing changed");
        problems.forEach(problem -> LOG.log(Level.WARNING, "{0}", problem));
        return new Outcome(problems, Map.of());
    }

    private Outcome applied(EngineCatalog catalog) {
        Map<String, String> words = new LinkedHashMap<>();
        fleet.apply(catalog.engines())
                .forEach((name, effect) -> {
                    words.put(name, effect.label());
                    if (effect != Effect.UNCHANGED) {
                        LOG.log(
                                Level.INFO,
                                "engine file applied engine=" + name + " effect=" + effect.label());
                    }
                });
        return new Outcome(List.of(), words);
    }
}
