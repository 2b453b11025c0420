package dev.stoker.batch.feed;

import static java.lang.System.Logger.Level.ERROR;

import dev.stoker.batch.database.DatabaseFailure;
import dev.stoker.batch.feed.pace.Pace;
import dev.stoker.batch.feed.pace.SpentTime;
import dev.stoker.batch.job.Claim;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.Outcome;
import dev.stoker.batch.job.TimeShares;
import dev.stoker.batch.job.TimeShares.Brake;
import dev.stoker.inference.Route;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// Keeps the engine of one model supplied with items, by [Pace].
///
/// Its loop alone claims items and changes the pace; each item is answered on a thread of its own.
/// While the engine is not ready nothing is claimed.
final class Feeder implements Runnable {
    private static final System.Logger LOG = System.getLogger(Feeder.class.getName());
    private static final Duration TICK = Duration.ofMillis(200);

    /// Answers that wait for the database: a bound on memory, and on what a crash makes pay twice.
    private static final int MOST_UNRECORDED = 2048;

    private final FeedLine line;
    private final EngineWatch engine;
    private final InFlight inFlight = new InFlight();
    private final ClaimItems claims;
    private final Answering answering;
    private final LoadWatch load;
    private final SpentTime spent = new SpentTime(System.nanoTime());
    private final Outage outage = new Outage("claiming");
    private final AtomicBoolean refused = new AtomicBoolean();
    private final AtomicBoolean answered = new AtomicBoolean();
    private volatile boolean closing;
    private Pace pace;
    private long run;

    Feeder(String model, FeedLine line) {
        this.line = line;
        this.engine = new EngineWatch(model, line.engines().router(), line.work());
        this.claims = new ClaimItems(model, line.queue(), inFlight);
        this.answering = new Answering(line, engine, inFlight, this::note);
        this.load = new LoadWatch(line.engines(), engine, inFlight, line.work());
        this.pace = Pace.start(limits(true));
    }

    int inFlight() {
        return inFlight.count();
    }

    /// Stops computing that job's items.
    void interrupt(JobId job) {
        answering.interrupt(job);
    }

    @Override
    public void run() {
        Thread watch = Thread.ofVirtual().name("load-" + engine.model()).start(load);
        try {
            while (!closing) {
                long seen = line.work().rings();
                feed();
                line.work().await(seen, TICK);
            }
            answering.close();
            load.stop();
            watch.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Interrupts what is in flight, so that it is given back, and ends the loop.
    void close() {
        closing = true;
        line.work().ring();
    }

    private Pace.Limits limits(boolean ordered) {
        return new Pace.Limits(line.settings().mostInFlight(), ordered);
    }

    private void feed() {
        try {
            Optional<Route.Serve> ready = engine.ready();
            Brake brake = ready.isPresent() ? feed(ready.get()) : Brake.ENGINE;
            spent(brake);
            outage.passed();
        } catch (DatabaseFailure e) {
            spent(Brake.DATABASE);
            outage.failed(e);
        } catch (RuntimeException e) {
            // Without its loop the model's jobs would stand still for ever.
            LOG.log(ERROR, "feeder failed model=" + engine.model(), e);
        }
    }

    /// @return what holds the jobs up until the next turn
    private Brake feed(Route.Serve target) {
        adapt(target);
        if (line.recorder().unrecorded() > MOST_UNRECORDED) {
            return Brake.DATABASE;
        }
        int room = pace.room(inFlight.count(), line.clock().instant());
        if (room == 0 && pace.isResting(line.clock().instant())) {
            return Brake.ENGINE;
        }
        if (room < pace.leastClaim()) {
            return Brake.NONE;
        }
        if (room > pace.target() / 4) {
            spent(Brake.DATABASE);
        }
        answering.beforeClaim();
        List<Claim> claimed = claims.upTo(room);
        claimed.forEach(claim -> answering.begin(claim, target));
        return claims.more() ? Brake.NONE : Brake.PARSER;
    }

    private void spent(Brake brake) {
        spent.on(brake, load.chatShare(), System.nanoTime());
    }

    /// What the time of the model's jobs went to since the last call.
    TimeShares spent() {
        return spent.take(System.nanoTime());
    }

    private void adapt(Route.Serve target) {
        if (target.run() != run) {
            run = target.run();
            pace = Pace.start(limits(target.ordersByPriority()));
        }
        if (refused.getAndSet(false)) {
            pace = pace.refused(line.clock().instant());
        } else if (answered.getAndSet(false)) {
            pace = pace.answered();
        }
        load.take().ifPresent(reading -> pace = pace.after(reading, claims.more()));
    }

    private void note(Outcome outcome) {
        switch (outcome) {
            case Outcome.Answered done -> {
                load.answered(done.tokens());
                answered.set(true);
            }
            case Outcome.TryAgain(_, Outcome.Cost cost, _) when cost != Outcome.Cost.ENGINE_DEATH ->
                    refused.set(true);
            case Outcome.Cached _,
                    Outcome.Refused _,
                    Outcome.TryAgain _,
                    Outcome.Failed _,
                    Outcome.Cancelled _,
                    Outcome.Released _ -> {}
        }
    }
}
