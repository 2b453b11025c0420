package dev.stoker.batch.feed;

import static java.lang.System.Logger.Level.ERROR;

import dev.stoker.batch.feed.item.Alike;
import dev.stoker.batch.job.Claim;
import dev.stoker.batch.job.Finished;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/// Has items answered, each on a thread of its own, and hands what became of them to the recorder.
///
/// What was answered before is not computed, and of items alike in flight only the first is.
final class Answering {
    private static final System.Logger LOG = System.getLogger(Answering.class.getName());
    private static final Duration LEAVE = Duration.ofSeconds(5);

    private final FeedLine line;
    private final AnswerItem answer;
    private final InFlight inFlight;
    private final Alike alike = new Alike();
    private volatile boolean closing;

    Answering(FeedLine line, EngineWatch watch, InFlight inFlight) {
        this.line = line;
        this.inFlight = inFlight;
        this.answer =
                new AnswerItem(line.engines(), watch, inFlight, line.settings(), line.clock());
    }

    /// To be called before items are claimed.
    void beforeClaim() {
        alike.forgetRecorded();
    }

    /// @param engine chosen only if the item must be computed; told how it fared, before it has
    ///   left
    void begin(Claim claim, Supplier<FedEngine> engine) {
        if (claim.likes().answer().isPresent()) {
            reuse(claim, claim.likes().answer().get());
            return;
        }
        switch (alike.turn(claim)) {
            case Alike.Turn.Compute _ -> launch(claim, engine.get());
            case Alike.Turn.Known(Outcome.Answered answer) -> reuse(claim, answer);
            case Alike.Turn.Wait _ -> {}
        }
    }

    private void reuse(Claim claim, Outcome.Answered answer) {
        put(claim, new Outcome.Cached(answer));
        line.work().ring();
    }

    /// Takes items back for chats that found no place.
    void makeRoom(FedEngine engine) {
        engine.chatRoom()
                .makeRoom(() -> inFlight.staying(engine.share()), System.nanoTime())
                .forEach(item -> inFlight.giveWay(item.claim()));
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

    private void launch(Claim claim, FedEngine engine) {
        Thread thread =
                Thread.ofVirtual()
                        .name("item-" + claim.ref())
                        .unstarted(() -> answer(claim, engine));
        inFlight.enter(new InFlight.Running(claim, engine.share(), thread));
        thread.start();
    }

    private void answer(Claim claim, FedEngine engine) {
        try {
            Outcome outcome = outcome(claim, engine);
            engine.note(outcome);
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

    private Outcome outcome(Claim claim, FedEngine engine) {
        try {
            return line.engines().traces().item(claim, () -> answer.of(claim, engine));
        } catch (InterruptedException _) {
            return interrupted(claim);
        } catch (RuntimeException e) {
            LOG.log(ERROR, "item broke its feeder item=" + claim.ref(), e);
            return line.settings().retry().failed(claim, e.toString(), line.clock().instant());
        }
    }

    private Outcome interrupted(Claim claim) {
        if (closing) {
            return new Outcome.Released();
        }
        return inFlight.givesWay(claim) ? new Outcome.GaveWay() : new Outcome.Cancelled();
    }

    private void put(Claim claim, Outcome outcome) {
        line.recorder().put(new Finished(claim.ref(), outcome), () -> {});
    }
}
