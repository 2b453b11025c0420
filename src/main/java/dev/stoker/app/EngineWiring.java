package dev.stoker.app;

import dev.stoker.engine.catalog.EngineCatalog;
import dev.stoker.engine.catalog.InvalidCatalog;
import dev.stoker.inference.EngineRouter;
import dev.stoker.inference.InFlight;
import dev.stoker.inference.replica.Replicas;
import dev.stoker.supervisor.EngineSnapshot;
import dev.stoker.supervisor.EngineState;
import dev.stoker.supervisor.fleet.EngineFleet;
import dev.stoker.supervisor.run.Equipment;
import dev.stoker.supervisor.run.FleetSettings;
import io.quarkus.runtime.Quarkus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Engines from their files to the way that requests take.
@ApplicationScoped
final class EngineWiring {
    private static final System.Logger LOG = System.getLogger(EngineWiring.class.getName());

    /// What `sysexits.h` calls a configuration error.
    private static final int CONFIGURATION_ERROR = 78;

    private static final EngineState AWAITED =
            new EngineState.Starting(Instant.EPOCH, "waiting for a replica", 0, Optional.empty());

    private final StokerSettings settings;
    private final Map<String, String> environment;

    EngineWiring(StokerSettings settings) {
        this.settings = settings;
        this.environment = new HashMap<>(System.getenv());
        environment.putIfAbsent("STOKER_PROGRAM_PATH", Program.path(settings).toString());
    }

    @Produces
    @Singleton
    InstantSource clock() {
        return EngineFleet.steadyClock(InstantSource.system());
    }

    @Produces
    @Singleton
    EngineFiles files() {
        return new EngineFiles(settings.engineFiles().orElseGet(List::of), environment);
    }

    /// The engines of all files; with a problem in any of them Stoker tells all problems and ends.
    @Produces
    @Singleton
    EngineCatalog catalog(EngineFiles files) {
        try {
            return files.load();
        } catch (InvalidCatalog invalid) {
            invalid.problems()
                    .forEach(problem -> LOG.log(System.Logger.Level.ERROR, "{0}", problem));
            Quarkus.asyncExit(CONFIGURATION_ERROR);
            return new EngineCatalog(List.of());
        }
    }

    @Produces
    @Singleton
    InFlight inFlight() {
        return new InFlight();
    }

    @Produces
    @Singleton
    EngineFleet fleet(EngineCatalog catalog, InFlight inFlight, InstantSource clock) {
        var usual =
                FleetSettings.usual(settings.stateDirectory(), Program.path(settings), environment)
                        .cachingIn(settings.caches());
        return new EngineFleet(catalog.engines(), usual, Equipment.real(usual), inFlight, clock);
    }

    @Produces
    @Singleton
    EngineRouter router(EngineFleet fleet, InstantSource clock) {
        return settings.startEngines()
                ? new EngineRouter(fleet::engines, clock, fleet::wanted)
                : new EngineRouter(
                        () -> fleet.engines().stream().map(EngineWiring::awaited).toList(), clock);
    }

    /// Where none is started, clients are told to come again: a replica elsewhere is about to
    /// serve.
    private static EngineSnapshot awaited(EngineSnapshot engine) {
        return engine.state() instanceof EngineState.Stopped
                ? new EngineSnapshot(
                        engine.spec(), AWAITED, engine.run(), engine.endpoint(), engine.history())
                : engine;
    }

    @Produces
    @Singleton
    Replicas replicas(EngineRouter router, InFlight inFlight, InstantSource clock) {
        return new Replicas(router, inFlight, clock);
    }
}
