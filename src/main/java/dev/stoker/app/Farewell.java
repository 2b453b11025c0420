package dev.stoker.app;

import dev.stoker.batch.Batch;
import dev.stoker.batch.requests.RequestJobs;
import dev.stoker.inference.Draining;
import dev.stoker.summarize.Summaries;
import dev.stoker.supervisor.fleet.EngineFleet;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// The order in which Stoker leaves: it says so, lets nobody in, gives batch items back, lets
/// requests in flight finish, and ends the engines.
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
            QueueDatabase database) {}

    private final Draining draining;
    private final Charges charges;
    private final Duration settle;
    private final AtomicBoolean said = new AtomicBoolean();

    Farewell(Draining draining, Charges charges, StokerSettings settings) {
        this.draining = draining;
        this.charges = charges;
        this.settle = settings.shutdown().settle();
    }

    /// Returns when no request is in flight and no engine is left; the second call does nothing.
    public void say() {
        if (said.getAndSet(true)) {
            return;
        }
        draining.leave();
        LOG.log(Level.INFO, "shutdown began settle=" + settle);
        await(settle);
        draining.close();
        charges.summaries().close();
        charges.requests().close();
        charges.batch().close();
        LOG.log(Level.INFO, "batch items were given back, engines drain");
        charges.fleet().close();
        LOG.log(Level.INFO, "engines are gone");
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
