package dev.stoker.batch.feed;

import static java.lang.System.Logger.Level.ERROR;

import dev.stoker.batch.database.DatabaseFailure;
import dev.stoker.batch.feed.pace.SpentTime;
import dev.stoker.batch.job.Claim;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.TimeShares;
import dev.stoker.batch.job.TimeShares.Brake;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Keeps the engines of one model supplied with items, each by its own pace.
///
/// Its loop alone claims items and changes the paces; each item is answered on a thread of its own.
/// While no engine is ready nothing is claimed.
final class Feeder implements Runnable {
    private static final System.Logger LOG = System.getLogger(Feeder.class.getName());
    private static final Duration TICK = Duration.ofMillis(200);

    /// While no job asks for its model: work that comes rings.
    private static final Duration REST = Duration.ofSeconds(10);

    /// Answers that wait for the database: a bound on memory, and on what a crash makes pay twice.
    private static final int MOST_UNRECORDED = 2048;

    private final FeedLine line;
    private final EngineWatch watch;
    private final FedEngines engines;
    private final InFlight inFlight = new InFlight();
    private final ClaimItems claims;
    private final Answering answering;
    private final SpentTime spent = new SpentTime(System.nanoTime());
    private final Outage outage = new Outage("claiming");
    private volatile boolean wanted = true;
    private volatile boolean closing;

    Feeder(String model, FeedLine line) {
        this.line = line;
        this.watch = new EngineWatch(model, line.engines().replicas(), line.work());
        this.engines = new FedEngines(line.engines(), line.settings().mostInFlight(), line.work());
        this.claims = new ClaimItems(model, line.queue(), inFlight);
        this.answering = new Answering(line, watch, inFlight);
    }

    int inFlight() {
        return inFlight.count();
    }

    /// A chat was sent to that engine, taken there, or got its text.
    void chatMoved(String engine) {
        if (engines.chatMoved(engine)) {
            line.work().ring();
        }
    }

    /// Tells whether a job asks for its model; without one it keeps its paces and looks rarely.
    void want(boolean now) {
        boolean before = wanted;
        wanted = now;
        if (now && !before) {
            line.work().ring();
        }
    }

    /// Stops computing that job's items.
    void interrupt(JobId job) {
        answering.interrupt(job);
    }

    @Override
    public void run() {
        try {
            while (!closing) {
                long seen = line.work().rings();
                turn();
                line.work().await(seen, pause());
            }
            answering.close();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            engines.stop();
        }
    }

    /// How long it waits for something to happen.
    Duration pause() {
        return wanted || inFlight() > 0 ? engines.untilChatIsDue(TICK) : REST;
    }

    /// Interrupts what is in flight, so that it is given back, and ends the loop.
    void close() {
        closing = true;
        line.work().ring();
    }

    private void turn() {
        try {
            spent(feed(line.clock().instant()));
            outage.passed();
        } catch (DatabaseFailure e) {
            spent(Brake.DATABASE);
            outage.failed(e);
        } catch (RuntimeException e) {
            // Without its loop the model's jobs would stand still for ever.
            LOG.log(ERROR, "feeder failed model=" + watch.model(), e);
        }
    }

    /// @return what holds the jobs up until the next turn
    private Brake feed(Instant now) {
        engines.follow(watch.ready(), claims.more(), now);
        engines.all().forEach(answering::makeRoom);
        if (engines.allRest(now)) {
            return Brake.ENGINE;
        }
        if (line.recorder().unrecorded() > MOST_UNRECORDED) {
            return Brake.DATABASE;
        }
        int room = engines.room(now);
        if (room == 0) {
            return Brake.NONE;
        }
        if (room > engines.target(now) / 4) {
            spent(Brake.DATABASE);
        }
        answering.beforeClaim();
        List<Claim> claimed = claims.upTo(room);
        claimed.forEach(claim -> answering.begin(claim, () -> engines.next(now)));
        return claims.more() ? Brake.NONE : Brake.PARSER;
    }

    private void spent(Brake brake) {
        spent.on(brake, engines.chatShare(), System.nanoTime());
    }

    /// What the time of the model's jobs went to since the last call.
    TimeShares spent() {
        return spent.take(System.nanoTime());
    }
}
