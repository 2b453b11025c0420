package dev.stoker.gateway.relay;

import dev.stoker.inference.EngineRouter;
import dev.stoker.inference.InFlight;
import dev.stoker.supervisor.EngineSnapshot;
import io.quarkus.test.junit.QuarkusTestProfile;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/// The engines behind the door, as a test says they are.
@Alternative
@ApplicationScoped
public class TestFleet {
    /// Puts it in the place of the supervised engines.
    public static class Profile implements QuarkusTestProfile {
        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(TestFleet.class);
        }
    }

    private volatile List<EngineSnapshot> engines = List.of();

    public void is(EngineSnapshot... snapshots) {
        engines = List.of(snapshots);
    }

    @Produces
    @Alternative
    @Singleton
    EngineRouter router() {
        return new EngineRouter(() -> engines, InstantSource.system());
    }

    @Produces
    @Alternative
    @Singleton
    InFlight inFlight() {
        return new InFlight();
    }
}
