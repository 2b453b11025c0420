package dev.stoker.app.process;

import dev.stoker.supervisor.EngineState;
import dev.stoker.supervisor.RequestsInFlight;
import dev.stoker.supervisor.fleet.EngineFleet;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Collects garbage once it is quiet after the heap grew: a service with nothing to do makes no
/// garbage, and would keep for days what its start (unpacking a database takes 70 MB) or its last
/// job took.
///
/// A collection stops everything for a moment, so it waits until no request is in flight and no
/// engine starts.
@Singleton
final class QuietHeap {
    private static final Duration LOOK = Duration.ofSeconds(15);

    private final EngineFleet fleet;
    private final RequestsInFlight inFlight;
    private final Need need = new Need();
    private final CountDownLatch closing = new CountDownLatch(1);

    QuietHeap(EngineFleet fleet, RequestsInFlight inFlight) {
        this.fleet = fleet;
        this.inFlight = inFlight;
    }

    void start(@Observes StartupEvent event) {
        Thread.ofVirtual().name("quiet-heap").start(this::watch);
    }

    void stop(@Observes ShutdownEvent event) {
        closing.countDown();
    }

    private void watch() {
        try {
            while (!closing.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                if (need.arises(isQuiet(), size())) {
                    System.gc();
                    need.met(size());
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isQuiet() {
        return fleet.engines().stream()
                .allMatch(engine ->
                        !(engine.state() instanceof EngineState.Starting)
                                && inFlight.of(engine.spec().name()) == 0);
    }

    /// What the heap takes of the machine, in bytes.
    private static long size() {
        return Runtime.getRuntime().totalMemory();
    }

    /// Whether the heap grew since it was last collected, and it has been quiet twice in a row.
    static final class Need {
        private boolean wasQuiet;
        private long kept;

        boolean arises(boolean quiet, long size) {
            boolean now = quiet && wasQuiet && size > kept;
            wasQuiet = quiet;
            return now;
        }

        /// @param size of the heap afterwards, in bytes
        void met(long size) {
            kept = size;
        }
    }
}
