package dev.stoker.app;

import dev.stoker.batch.Batch;
import dev.stoker.batch.requests.RequestJobs;
import dev.stoker.gateway.visit.Lingering;
import dev.stoker.inference.Draining;
import dev.stoker.summarize.Summaries;
import dev.stoker.supervisor.fleet.EngineFleet;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The order in which Stoker leaves: it says so, lets nobody in, gives batch items back, lets
/// requests in flight finish, ends the engines, and waits for downloads of results.
///
/// All of it happens while both ports are still open, so that clients and probes get answers.
@Singleton
public final class Farewell {
    private static final System.Logger LOG = System.getLogger("dev.stoker.shutdown");

    /// What has to be let go of.
    @Singleton
    record Charges(
            Summaries summaries,
            RequestJobs requests,
            Batch batch,
            EngineFleet fleet,
            Lingering lingering,
            QueueDatabase database) {}

    private final Draining draining;
    private final Charges charges;
    private final StokerSettings.Shutdown pauses;
    private final OnceForAll farewell = new OnceForAll(this::leave);

    Farewell(Draining draining, Charges charges, StokerSettings settings) {
        this.draining = draining;
        this.charges = charges;
        this.pauses = settings.shutdown();
    }

    /// Returns when no request is in flight and no engine is left, also where another thread began
    /// it: at a signal Quarkus stops on a thread of its own, beside the one that waited for the
    /// signal.
    public void say() {
        farewell.run();
    }

    private void leave() {
        draining.leave();
        LOG.log(Level.INFO, "shutdown began settle=" + pauses.settle());
        await(pauses.settle());
        draining.close();
        charges.summaries().close();
        charges.requests().close();
        charges.batch().close();
        LOG.log(Level.INFO, "batch items were given back, engines drain");
        charges.fleet().close();
        LOG.log(Level.INFO, "engines are gone");
        charges.lingering().awaitNone(pauses.linger());
    }

    /// Quarkus says so before it closes a port, and goes on when this returns.
    void begin(@Observes ShutdownDelayInitiatedEvent event) {
        say();
    }

    /// For whoever ends Stoker in another way than by a signal.
    void end(@Observes ShutdownEvent event) {
        say();
        charges.database().close();
    }

    private static void await(Duration pause) {
        try {
            new CountDownLatch(1).await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
