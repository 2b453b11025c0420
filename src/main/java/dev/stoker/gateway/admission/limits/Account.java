package dev.stoker.gateway.admission.limits;

import dev.stoker.gateway.ApiError;
import dev.stoker.gateway.admission.keys.Allowance;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one key uses now.
///
/// Requests of one key run on several event loops: the lock guards its count and its budget.
final class Account {
    /// A place is free whenever any request of the key ends; nobody knows when that is.
    private static final Duration UNTIL_A_PLACE = Duration.ofSeconds(1);

    private final String key;
    private final InstantSource clock;
    private @Nullable TokenBudget budget;
    private int open;

    Account(String key, InstantSource clock) {
        this.key = key;
        this.clock = clock;
    }

    synchronized Verdict enter(Allowance allowance, long tokens) {
        Instant now = clock.instant();
        Optional<TokenBudget> tokenBudget = budget(allowance, now);
        Optional<ApiError> refusal = full(allowance).or(() -> spent(tokenBudget, tokens, now));
        if (refusal.isEmpty()) {
            open++;
        }
        Map<String, String> headers = standing(allowance, tokenBudget, now).headers();
        return refusal.<Verdict>map(error -> new Verdict.Refused(error, headers))
                .orElseGet(() -> new Verdict.Granted(new Grant(this, tokens), headers));
    }

    synchronized void leave() {
        open--;
    }

    synchronized void giveBack(long tokens) {
        if (budget != null) {
            budget.giveBack(tokens, clock.instant());
        }
    }

    /// A changed limit begins with a full budget.
    private Optional<TokenBudget> budget(Allowance allowance, Instant now) {
        if (allowance.tokensPerMinute().isEmpty()) {
            budget = null;
        } else if (budget == null
                || budget.perMinute() != allowance.tokensPerMinute().getAsLong()) {
            budget = new TokenBudget(allowance.tokensPerMinute().getAsLong(), now);
        }
        return Optional.ofNullable(budget);
    }

    private Optional<ApiError> full(Allowance allowance) {
        if (allowance.concurrency().isEmpty() || open < allowance.concurrency().getAsInt()) {
            return Optional.empty();
        }
        return Optional.of(
                ApiError.tooMany(
                        "concurrency_limit",
                        "The key %s may have %d requests open at once."
                                .formatted(key, allowance.concurrency().getAsInt()),
                        UNTIL_A_PLACE));
    }

    private Optional<ApiError> spent(Optional<TokenBudget> budget, long tokens, Instant now) {
        if (budget.isEmpty()) {
            return Optional.empty();
        }
        long limit = budget.get().perMinute();
        if (tokens > limit) {
            return Optional.of(
                    ApiError.neverFits(
                            "token_budget",
                            "The request may take %d tokens; the key %s has %d a minute."
                                    .formatted(tokens, key, limit)));
        }
        Duration wait = budget.get().take(tokens, now);
        return wait.isZero()
                ? Optional.empty()
                : Optional.of(
                        ApiError.tooMany(
                                "token_budget",
                                "The request may take %d tokens and %d are left; the key %s has %d a minute."
                                        .formatted(tokens, budget.get().left(now), key, limit),
                                wait));
    }

    private Standing standing(Allowance allowance, Optional<TokenBudget> budget, Instant now) {
        return new Standing(
                allowance,
                open,
                budget.map(tokens -> tokens.left(now)).orElse(0L),
                budget.map(tokens -> tokens.untilFull(now)).orElse(Duration.ZERO));
    }
}
