package dev.stoker.ops.admin;

import static dev.stoker.testkit.EngineSpecs.engine;

import dev.stoker.inference.EngineRouter;
import dev.stoker.inference.InFlight;
import dev.stoker.supervisor.RequestsInFlight;
import dev.stoker.supervisor.fleet.EngineFleet;
import dev.stoker.supervisor.run.FleetSettings;
import dev.stoker.testkit.ScriptedLauncher;
import dev.stoker.testkit.ScriptedProbe;
import dev.stoker.testkit.TestEquipment;
import io.quarkus.test.junit.QuarkusTestProfile;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/// Two replicas of one model whose processes do what a test says.
@Alternative
@ApplicationScoped
public class AdminFleet {
    /// Puts them in the place of real engines.
    public static class Profile implements QuarkusTestProfile {
        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(AdminFleet.class);
        }
    }

    private final ScriptedLauncher launcher = new ScriptedLauncher();
    private final ScriptedProbe probe = new ScriptedProbe();
    private final List<String> told = new CopyOnWriteArrayList<>();

    public ScriptedLauncher launcher() {
        return launcher;
    }

    public ScriptedProbe probe() {
        return probe;
    }

    /// Whether the fleet knows of that request at that engine, and read that page of it.
    public boolean hasSeen(EngineFleet engines, String engine, String id, String page) {
        boolean read =
                engines.inspect(engine).run().filter(run -> run.metrics().equals(page)).isPresent();
        return read && Collections.frequency(told, id) > 1;
    }

    private RequestsInFlight remembering(InFlight inFlight) {
        return new RequestsInFlight() {
            @Override
            public int of(String engine) {
                return inFlight.of(engine);
            }

            @Override
            public List<String> ids(String engine) {
                List<String> ids = inFlight.ids(engine);
                told.addAll(ids);
                return ids;
            }
        };
    }

    @Produces
    @Alternative
    @Singleton
    EngineFleet fleet(InFlight inFlight, InstantSource clock) {
        FleetSettings settings = TestEquipment.settings(temporary());
        return new EngineFleet(
                List.of(
                        engine().named("left").serving("tiny").build(),
                        engine().named("right")
                                .serving("tiny")
                                .restartedAfter(Duration.ofHours(1), 3)
                                .build()),
                settings,
                TestEquipment.scripted(settings, launcher, probe),
                remembering(inFlight),
                clock);
    }

    @Produces
    @Alternative
    @Singleton
    EngineRouter router(EngineFleet fleet, InstantSource clock) {
        return new EngineRouter(fleet::engines, clock);
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("stoker-admin-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
