package dev.stoker.batch.feed.item;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stoker.batch.job.Claim;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.NewItem;
import dev.stoker.batch.job.Outcome;
import dev.stoker.batch.job.Outcome.Cost;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
    private static final Instant NOW = Instant.parse("2025-01-02T12:00:00Z");
    private static final JobId JOB =
            JobId.parse("01942d5a-0000-7000-8000-000000000000").orElseThrow();

    private final RetryPolicy policy = RetryPolicy.DEFAULT;

    @Test
    void eachWaitIsTwiceAsLong() {
        assertEquals(NOW.plusSeconds(1), after(policy.failed(tried(0, 0), "500", NOW)));
        assertEquals(NOW.plusSeconds(2), after(policy.failed(tried(1, 0), "500", NOW)));
        assertEquals(NOW.plusSeconds(8), after(policy.failed(tried(3, 0), "500", NOW)));
    }

    @Test
    void theLastAttemptFailsTheItem() {
        assertEquals(
                new Outcome.Failed("engine answered 500 (attempt 5 of 5)"),
                policy.failed(tried(4, 0), "engine answered 500", NOW));
    }

    @Test
    void aRefusalCostsNoAttempt() {
        Outcome refused = policy.refused(tried(4, 8), "429", NOW);

        assertEquals(new Outcome.TryAgain(NOW.plusSeconds(60), Cost.NOTHING, "429"), refused);
    }

    @Test
    void anItemThatIsRefusedForEverFailsInTheEnd() {
        assertEquals(
                new Outcome.Failed("429 (refused 100 times)"),
                policy.refused(tried(0, 99), "429", NOW));
    }

    @Test
    void nonsenseIsRefusedInTheOperatorsWords() {
        IllegalArgumentException none =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new RetryPolicy(0, Duration.ZERO, Duration.ZERO));
        IllegalArgumentException turned =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new RetryPolicy(5, Duration.ofSeconds(2), Duration.ofSeconds(1)));

        assertEquals("retry.attempts must be at least 1: 0", none.getMessage());
        assertEquals(
                "retry.longest must not be shorter than retry.first: PT1S < PT2S",
                turned.getMessage());
    }

    private static Claim tried(int attempts, int refusals) {
        return new Claim(
                new Claim.Ref(JOB, 1, 500),
                new NewItem.Request("/", "{}"),
                new Claim.Tries(attempts, 0, refusals),
                Claim.Likes.NONE);
    }

    private static Instant after(Outcome outcome) {
        return assertInstanceOf(Outcome.TryAgain.class, outcome).notBefore();
    }
}
