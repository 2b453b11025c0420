package dev.stoker.batch.feed;

import dev.stoker.batch.feed.item.ReadAnswer;
import dev.stoker.batch.job.Claim;
import dev.stoker.batch.job.Outcome;
import dev.stoker.batch.job.Outcome.Cost;
import dev.stoker.inference.EngineAnswer;
import dev.stoker.inference.EngineCall;
import dev.stoker.inference.EngineUnreachable;
import dev.stoker.inference.replica.Replica;
import java.time.InstantSource;
import java.util.Set;

/// Asks an engine about one item and judges what came of it: for the item, and for the engine.
final class AnswerItem {
    private static final int UNAVAILABLE = 503;

    private final EngineAccess engines;
    private final EngineWatch watch;
    private final InFlight inFlight;
    private final FeedSettings settings;
    private final InstantSource clock;

    AnswerItem(
            EngineAccess engines,
            EngineWatch watch,
            InFlight inFlight,
            FeedSettings settings,
            InstantSource clock) {
        this.engines = engines;
        this.watch = watch;
        this.inFlight = inFlight;
        this.settings = settings;
        this.clock = clock;
    }

    Outcome of(Claim claim, FedEngine engine) throws InterruptedException {
        EngineCall call =
                new EngineCall(
                        claim.request().path(),
                        claim.request().body(),
                        claim.ref().toString(),
                        true,
                        settings.answerTimeout());
        try {
            return judge(claim, engine, engines.client().complete(engine.target(), call));
        } catch (EngineUnreachable e) {
            engines.replicas().failed(engine.replica());
            return unanswered(claim, engine, "no answer: " + e.getMessage());
        }
    }

    private Outcome judge(Claim claim, FedEngine engine, EngineAnswer answer)
            throws InterruptedException {
        tell(engine.replica(), answer.status());
        if (answer.status() == 200) {
            return ReadAnswer.ok(answer);
        }
        String reason = "engine answered " + answer.status() + ": " + ReadAnswer.reason(answer);
        return switch (answer.status()) {
            case 429, UNAVAILABLE -> settings.retry().refused(claim, reason, clock.instant());
            case 408 -> settings.retry().failed(claim, reason, clock.instant());
            // What an engine says whose core has died, a moment before it exits.
            case 500, 502, 504 -> unanswered(claim, engine, reason);
            default -> new Outcome.Refused(answer.status(), answer.body(), reason);
        };
    }

    /// As the relay judges replicas: one that says that it cannot is left alone for a while.
    private void tell(Replica replica, int status) {
        if (status == UNAVAILABLE) {
            engines.replicas().failed(replica);
        } else {
            engines.replicas().answered(replica);
        }
    }

    private Outcome unanswered(Claim claim, FedEngine engine, String reason)
            throws InterruptedException {
        if (watch.died(engine.target())) {
            return died(claim, engine.share(), reason);
        }
        return settings.retry().failed(claim, reason, clock.instant());
    }

    /// An engine takes everything in flight down with it. Those items may run again; one that was
    /// there both times, and no other was, is taken for the cause.
    private Outcome died(Claim claim, InFlight.Share run, String reason) {
        Set<Claim.Ref> suspects = inFlight.suspectsWhenDied(run);
        if (claim.deaths() > 0 && suspects.equals(Set.of(claim.ref()))) {
            return new Outcome.Failed(
                    "set aside: the engine died %d times while it computed this item (%s)"
                            .formatted(claim.deaths() + 1, reason));
        }
        return new Outcome.TryAgain(
                clock.instant(), Cost.ENGINE_DEATH, "the engine died (" + reason + ")");
    }
}
