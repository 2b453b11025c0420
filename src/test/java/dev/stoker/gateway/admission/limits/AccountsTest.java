package dev.stoker.gateway.admission.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.stoker.gateway.ApiError;
import dev.stoker.gateway.admission.keys.Allowance;
import dev.stoker.gateway.admission.keys.ApiKey;
import dev.stoker.gateway.admission.keys.KeyHash;
import dev.stoker.testkit.MovableTime;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AccountsTest {
    private final MovableTime time = new MovableTime();
    private final Accounts accounts = new Accounts(time);

    @Test
    void oneRequestTooManyIsRefusedUntilAnotherEnds() {
        ApiKey key = key(OptionalInt.of(2), OptionalLong.empty());
        Grant first = grant(accounts.enter(key, 1));
        grant(accounts.enter(key, 1));

        ApiError error = error(accounts.enter(key, 1));

        assertEquals(429, error.status());
        assertEquals("concurrency_limit", error.code());
        assertEquals("The key alice may have 2 requests open at once.", error.message());
        assertEquals("1", error.headers().get("retry-after"));
        first.close();
        grant(accounts.enter(key, 1));
    }

    @Test
    void closingTwiceMakesRoomForOne() {
        ApiKey key = key(OptionalInt.of(1), OptionalLong.empty());
        Grant first = grant(accounts.enter(key, 1));

        first.close();
        grant(accounts.enter(key, 1));
        first.close();

        error(accounts.enter(key, 1));
    }

    @Test
    void keysDoNotShareTheirLimits() {
        ApiKey key = key(OptionalInt.of(1), OptionalLong.empty());
        ApiKey other = new ApiKey("bob", KeyHash.of("b"), key.allowance());
        grant(accounts.enter(key, 1));

        grant(accounts.enter(other, 1));
    }

    @Test
    void aSpentBudgetTellsWhenToComeAgain() {
        ApiKey key = key(OptionalInt.empty(), OptionalLong.of(600));
        grant(accounts.enter(key, 500));

        ApiError error = error(accounts.enter(key, 250));

        assertEquals(429, error.status());
        assertEquals("token_budget", error.code());
        assertEquals("15000", error.headers().get("retry-after-ms"));
        time.advance(Duration.ofSeconds(15));
        grant(accounts.enter(key, 250));
    }

    @Test
    void aRequestThatNoMinuteHoldsIsToldNotToComeAgain() {
        ApiError error = error(accounts.enter(key(OptionalInt.empty(), OptionalLong.of(600)), 601));

        assertEquals(429, error.status());
        assertEquals("false", error.headers().get("x-should-retry"));
    }

    @Test
    void aRefusedRequestTakesNothing() {
        ApiKey key = key(OptionalInt.of(1), OptionalLong.of(600));
        grant(accounts.enter(key, 100));

        Verdict refused = accounts.enter(key, 100);

        assertEquals("500", refused.headers().get("x-ratelimit-remaining-tokens"));
        assertEquals("0", refused.headers().get("x-ratelimit-remaining-requests"));
    }

    @Test
    void theEstimateIsSettledByWhatWasUsed() {
        ApiKey key = key(OptionalInt.empty(), OptionalLong.of(600));
        Grant grant = grant(accounts.enter(key, 600));

        grant.settle(100);
        grant.settle(120);

        assertEquals("380", accounts.enter(key, 100).headers().get("x-ratelimit-remaining-tokens"));
    }

    @Test
    void theHeadersAreThoseOfOpenAi() {
        Verdict verdict = accounts.enter(key(OptionalInt.of(3), OptionalLong.of(600)), 599);

        assertEquals(
                Map.of(
                        "x-ratelimit-limit-requests", "3",
                        "x-ratelimit-remaining-requests", "2",
                        "x-ratelimit-limit-tokens", "600",
                        "x-ratelimit-remaining-tokens", "1",
                        "x-ratelimit-reset-tokens", "59s"),
                verdict.headers());
    }

    @Test
    void aChangedLimitHoldsAtOnceAndCountsWhatIsOpen() {
        grant(accounts.enter(key(OptionalInt.of(5), OptionalLong.of(600)), 600));

        ApiError error = error(accounts.enter(key(OptionalInt.of(1), OptionalLong.of(60)), 1));

        assertEquals("concurrency_limit", error.code());
        grant(accounts.enter(key(OptionalInt.of(2), OptionalLong.of(60)), 60));
    }

    private static ApiKey key(OptionalInt concurrency, OptionalLong tokens) {
        return new ApiKey("alice", KeyHash.of("a"), new Allowance(concurrency, tokens, false));
    }

    private static Grant grant(Verdict verdict) {
        return assertInstanceOf(Verdict.Granted.class, verdict).grant();
    }

    private static ApiError error(Verdict verdict) {
        return assertInstanceOf(Verdict.Refused.class, verdict).error();
    }
}
