package dev.stoker.gateway.admission;

import dev.stoker.gateway.ApiError;
import dev.stoker.gateway.admission.keys.ApiKey;
import dev.stoker.gateway.admission.limits.Accounts;
import dev.stoker.gateway.admission.limits.Grant;
import dev.stoker.gateway.admission.limits.Verdict;
import dev.stoker.gateway.admission.line.Candidate;
import dev.stoker.gateway.admission.line.Rules;
import dev.stoker.gateway.admission.line.Turn;
import dev.stoker.gateway.admission.line.Turns;
import dev.stoker.inference.EngineRouter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/// Decides which requests may go to engines, and when: first by the limits of their key, then by
/// what the engines can take.
@Singleton
public final class Admission {
    private final Turns turns;
    private final Accounts accounts;
    private final int assumedAnswer;

    Admission(
            Vertx vertx,
            EngineRouter router,
            AdmissionSettings settings,
            InstantSource clock,
            MeterRegistry registry) {
        var rules =
                new Rules(settings.longestLine(), settings.patience(), settings.overloadStatus());
        this.turns = new Turns(vertx, router, settings.tokens(), rules, registry);
        this.accounts = new Accounts(clock);
        this.assumedAnswer = settings.assumedAnswer();
    }

    /// To be called on the request's event loop; so is `then`, once, at once or later.
    public void admit(Asking asking, Consumer<Outcome> then) {
        boolean limitedKey = asking.isLimited();
        if (!limitedKey && !turns.isLimited(asking.model())) {
            then.accept(Pass.free(asking.isBatch()));
            return;
        }
        long tokens = asking.tokens(assumedAnswer);
        if (!limitedKey) {
            await(asking, tokens, Optional.empty(), then);
            return;
        }
        Verdict verdict = accounts.enter(asking.key().orElseThrow(), tokens);
        verdict.headers().forEach(asking.request().response()::putHeader);
        switch (verdict) {
            case Verdict.Refused(ApiError error, _) -> then.accept(new Outcome.Refused(error));
            case Verdict.Granted(Grant grant, _) -> await(asking, tokens, Optional.of(grant), then);
        }
    }

    /// Takes a request from its key that reaches engines by another way than the relay: as many
    /// tokens as its length lets expect.
    ///
    /// @return absent where the key has no limits
    public Optional<Verdict> charge(ApiKey key, long bodyLength) {
        if (!key.allowance().isLimited()) {
            return Optional.empty();
        }
        return Optional.of(
                accounts.enter(key, TokenEstimate.of(new byte[0], bodyLength, assumedAnswer)));
    }

    /// How many requests wait for that model now.
    public int waiting(String model) {
        return turns.waiting(model);
    }

    private void await(Asking asking, long tokens, Optional<Grant> grant, Consumer<Outcome> then) {
        boolean batch = asking.isBatch();
        Consumer<Turn> ended =
                turn -> {
                    switch (turn) {
                        case Turn.Come(Runnable leave) ->
                                then.accept(new Pass(batch, grant, leave));
                        case Turn.Refused(ApiError error) ->
                                then.accept(back(grant, new Outcome.Refused(error)));
                        case Turn.Left _ -> then.accept(back(grant, new Outcome.Left()));
                    }
                };
        var candidate = new Candidate(tokens, batch, asking.request().response(), ended);
        turns.enter(asking.model(), candidate);
    }

    /// Nothing was used.
    private static Outcome back(Optional<Grant> grant, Outcome outcome) {
        grant.ifPresent(granted -> {
            granted.settle(0);
            granted.close();
        });
        return outcome;
    }
}
