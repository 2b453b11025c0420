package dev.stoker.batch.feed;

import dev.stoker.batch.feed.item.ReadAnswer;
import dev.stoker.batch.job.Claim;
import dev.stoker.batch.job.Outcome;
import dev.stoker.batch.job.Outcome.Cost;
import dev.stoker.inference.EngineAnswer;
import dev.stoker.inference.EngineCall;
import dev.stoker.inference.EngineClient;
import dev.stoker.inference.EngineUnreachable;
import dev.stoker.inference.Route;
import java.time.InstantSource;
import java.util.Set;

/// Asks the engine about one item and judges what came of it.
final class AnswerItem {
    private final EngineClient client;
    private final EngineWatch engine;
    private final InFlight inFlight;
    private final FeedSettings settings;
    private final InstantSource clock;

    AnswerItem(
            EngineClient client,
            EngineWatch engine,
            InFlight inFlight,
            FeedSettings settings,
            InstantSource clock) {
        this.client = client;
        this.engine = engine;
        this.inFlight = inFlight;
        this.settings = settings;
        this.clock = clock;
    }

    Outcome of(Claim claim, Route.Serve target) throws InterruptedException {
        EngineCall call =
                new EngineCall(
                        claim.request().path(),
                        claim.request().body(),
                        claim.ref().toString(),
                        true,
                        settings.answerTimeout());
        try {
            return judge(claim, target, client.complete(target, call));
        } catch (EngineUnreachable e) {
            return unanswered(claim, target, "no answer: " + e.getMessage());
        }
    }

    private Outcome judge(Claim claim, Route.Serve target, EngineAnswer answer)
            throws InterruptedException {
        if (answer.status() == 200) {
            return ReadAnswer.ok(answer);
        }
        String reason = "engine answered " + answer.status() + ": " + ReadAnswer.reason(answer);
        return switch (answer.status()) {
            case 429, 503 -> settings.retry().refused(claim, reason, clock.instant());
            case 408 -> settings.retry().failed(claim, reason, clock.instant());
            // What an engine says whose core has died, a moment before it exits.
            case 500, 502, 504 -> unanswered(claim, target, reason);
            default -> new Outcome.Refused(answer.status(), answer.body(), reason);
        };
    }

    private Outcome unanswered(Claim claim, Route.Serve target, String reason)
            throws InterruptedException {
        if (engine.died(target.run())) {
            return died(claim, target.run(), reason);
        }
        return settings.retry().failed(claim, reason, clock.instant());
    }

    /// An engine takes everything in flight down with it. Those items may run again; one that was
    /// there both times, and no other was, is taken for the cause.
    private Outcome died(Claim claim, long run, String reason) {
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
