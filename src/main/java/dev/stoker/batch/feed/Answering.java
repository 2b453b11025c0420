package dev.stoker.batch.feed;

import static java.lang.System.Logger.Level.ERROR;

import dev.stoker.batch.feed.item.Alike;
import dev.stoker.batch.job.Claim;
import dev.stoker.batch.job.Finished;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.Outcome;
import dev.stoker.inference.Route;
import java.time.Duration;
import java.util.List;
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

    /// To be called before items are claimed.
    void beforeClaim() {
        alike.forgetRecorded();
    }

    void begin(Claim claim, Route.Serve target) {
        if (claim.likes().answer().isPresent()) {
            reuse(claim, claim.likes().answer().get());
            return;
        }
        switch (alike.turn(claim)) {
            case Alike.Turn.Compute _ -> launch(claim, target);
            case Alike.Turn.Known(Outcome.Answered answer) -> reuse(claim, answer);
            case Alike.Turn.Wait _ -> {}
        }
    }

    private void reuse(Claim claim, Outcome.Answered answer) {
        put(claim, new Outcome.Cached(answer));
        line.work().ring();
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
            List<Claim> others = alike.ended(claim, outcome);
            line.recorder().put(new Finished(claim.ref(), outcome), () -> alike.recorded(claim));
            Outcome theirs =
                    outcome instanceof Outcome.Answered answer
                            ? new Outcome.Cached(answer)
                            : new Outcome.Released();
            others.forEach(other -> put(other, theirs));
        } finally {
            inFlight.leave(claim);
            line.work().ring();
        }
    }

    private Outcome outcome(Claim claim, Route.Serve target) {
        try {
            return line.engines().traces().item(claim, () -> answer.of(claim, target));
        } catch (InterruptedException _) {
            return closing ? new Outcome.Released() : new Outcome.Cancelled();
        } catch (RuntimeException e) {
            LOG.log(ERROR, "item broke its feeder item=" + claim.ref(), e);
            return line.settings().retry().failed(claim, e.toString(), line.clock().instant());
        }
    }

    private void put(Claim claim, Outcome outcome) {
        line.recorder().put(new Finished(claim.ref(), outcome), () -> {});
    }
}
