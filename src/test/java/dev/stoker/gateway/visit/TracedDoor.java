package dev.stoker.gateway.visit;

import dev.stoker.gateway.relay.TestFleet;
import dev.stoker.testkit.ListedTraces;
import dev.stoker.trace.Tracer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Set;

/// The guarded door, whose traces a test reads.
@Alternative
@ApplicationScoped
public class TracedDoor {
    /// Puts them in the place of a collector's.
    public static class Profile extends GuardedDoor {
        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(TestFleet.class, TracedDoor.class);
        }
    }

    private final ListedTraces traces = new ListedTraces();

    /// What is told from now on.
    ListedTraces traces() {
        traces.clear();
        return traces;
    }

    @Produces
    @Alternative
    @Singleton
    Tracer tracer() {
        return traces;
    }
}
