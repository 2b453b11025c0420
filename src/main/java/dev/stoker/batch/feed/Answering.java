package dev.stoker.batch.feed;

import static java.lang.System.Logger.Level.ERROR;

import dev.stoker.batch.job.Claim;
import dev.stoker.batch.job.Finished;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.Outcome;
import dev.stoker.inference.Route;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// Has items answered, each on a thread of its own, and hands what became of them to the recorder.
///
/// What was answered before is not computed, and of items alike in flight only the first is.
final class Answering {
    private static final System.Logger LOG = System.getLogger(Answering.class.getName());
    private static final Duration LEAVE = Duration.ofSeconds(5);

    private final FeedLine line;
    private final AnswerItem answer;
    private final InFlight inFlight;
    private final Consumer<Outcome> told;
    private final Alike alike = new Alike();
    private volatile boolean closing;

    /// @param told of each outcome that an engine caused, before the item has left
    Answering(FeedLine line, EngineWatch engine, InFlight inFlight, Consumer<Outcome> told) {
        this.line = line;
        this.inFlight = inFlight;
        this.told = told;
        this.answer =
                new AnswerItem(
                        line.engines().client(), engine, inFlight, line.settings(), line.clock());
    }

    void begin(Claim claim, Route.Serve target) {
        Optional<Outcome.Answered> known = claim.likes().answer();
        if (known.isPresent()) {
            put(claim, new Outcome.Cached(known.get()));
            line.work().ring();
        } else if (!alike.waits(claim)) {
            launch(claim, target);
        }
    }

    /// Stops computing that job's items.
    void interrupt(JobId job) {
        inFlight.interrupt(job);
        alike.leave(job).forEach(claim -> put(claim, new Outcome.Cancelled()));
    }

    /// Interrupts what is in flight, so that it is given back; waits a while until it has left.
    void close() throws InterruptedException {
        closing = true;
        inFlight.interruptAll();
        inFlight.awaitNone(LEAVE);
    }

    private void launch(Claim claim, Route.Serve target) {
        Thread thread =
                Thread.ofVirtual()
                        .name("item-" + claim.ref())
                        .unstarted(() -> answer(claim, target));
        inFlight.enter(new InFlight.Running(claim, target.run(), thread));
        thread.start();
    }

    private void answer(Claim claim, Route.Serve target) {
        try {
            Outcome outcome = outcome(claim, target);
            told.accept(outcome);
            put(claim, outcome);
            Outcome others =
                    outcome instanceof Outcome.Answered answered
                            ? new Outcome.Cached(answered)
                            : new Outcome.Released();
            alike.after(claim).forEach(other -> put(other, others));
        } finally {
            inFlight.leave(claim);
            line.work().ring();
        }
    }

    private Outcome outcome(Claim claim, Route.Serve target) {
        try {
            return answer.of(claim, target);
        } catch (InterruptedException _) {
            return closing ? new Outcome.Released() : new Outcome.Cancelled();
        } catch (RuntimeException e) {
            LOG.log(ERROR, "item broke its feeder item=" + claim.ref(), e);
            return line.settings().retry().failed(claim, e.toString(), line.clock().instant());
        }
    }

    private void put(Claim claim, Outcome outcome) {
        line.recorder().put(new Finished(claim.ref(), outcome));
    }
}
