package dev.stoker.app.process;

import dev.stoker.supervisor.EngineState;
import dev.stoker.supervisor.RequestsInFlight;
import dev.stoker.supervisor.fleet.EngineFleet;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Collects garbage once it is quiet after the heap grew: a service with nothing to do makes no
/// garbage, and would keep for days what its start (unpacking a database takes 70 MB) or its last
/// job took.
///
/// Of the ahead-of-time cache a quiet service reads little, too: the memory of the rest is given
/// back then, until the first request.
///
/// A collection stops everything for a moment, so it waits until no request is in flight and no
/// engine starts.
@Singleton
final class QuietMemory {
    private static final Duration LOOK = Duration.ofSeconds(15);

    private final EngineFleet fleet;
    private final RequestsInFlight inFlight;
    private final Need need = new Need();
    private final Spareness spareness = Spareness.ofThisJvm();
    private final Optional<MappedFile> cache = AheadOfTimeCache.ofThisJvm();
    private final AtomicBoolean resting = new AtomicBoolean();
    private final CountDownLatch closing = new CountDownLatch(1);

    QuietMemory(EngineFleet fleet, RequestsInFlight inFlight) {
        this.fleet = fleet;
        this.inFlight = inFlight;
    }

    void start(@Observes StartupEvent event) {
        inFlight.onArrival(this::requestCame);
        Thread.ofVirtual().name("quiet-memory").start(this::watch);
    }

    void stop(@Observes ShutdownEvent event) {
        closing.countDown();
    }

    private void watch() {
        try {
            while (!closing.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                if (need.arises(isQuiet(), size())) {
                    rest();
                    need.met(size());
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /// The collection itself reads much of the cache.
    private void rest() {
        cache.ifPresent(MappedFile::expectUse);
        spareness.during(System::gc);
        resting.set(true);
        cache.ifPresent(MappedFile::giveBack);
        if (!resting.get()) {
            cache.ifPresent(MappedFile::expectUse); // a request came meanwhile
        }
    }

    private void requestCame() {
        if (resting.get() && resting.getAndSet(false)) {
            cache.ifPresent(file -> Thread.ofVirtual().name("end-of-rest").start(file::expectUse));
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

    /// Whether it has been quiet twice in a row, and the heap grew since it was last collected by
    /// more than survives each generation. As what lived then (an unpacking that was not over) may
    /// be garbage since, it is also collected without: ever more rarely, at last once an hour.
    static final class Need {
        private static final long NOT_WORTH_IT = 8L << 20; // bytes
        private static final int LONGEST_PAUSE = 240; // looks

        private boolean wasQuiet;
        private long kept;
        private int looks;
        private int pause = 1;

        boolean arises(boolean quiet, long size) {
            looks++;
            boolean due = looks >= pause || size > kept + NOT_WORTH_IT;
            boolean now = quiet && wasQuiet && due;
            wasQuiet = quiet;
            return now;
        }

        /// @param size of the heap afterwards, in bytes
        void met(long size) {
            kept = size;
            looks = 0;
            pause = Math.min(2 * pause, LONGEST_PAUSE);
        }
    }
}
