package dev.stoker.gateway.admission.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stoker.testkit.MovableTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TokenBudgetTest {
    private final MovableTime time = new MovableTime();
    private final TokenBudget budget = new TokenBudget(600, time.instant());

    @Test
    void aFullBudgetIsThereAtOnce() {
        assertEquals(Duration.ZERO, budget.take(600, time.instant()));
        assertEquals(0, budget.left(time.instant()));
    }

    @Test
    void whoFindsTooLittleLearnsWhenItIsEnoughAndTakesNothing() {
        budget.take(550, time.instant());

        assertEquals(Duration.ofSeconds(5), budget.take(100, time.instant()));
        assertEquals(50, budget.left(time.instant()));
    }

    @Test
    void whoWaitsAsLongAsToldIsServed() {
        budget.take(600, time.instant());
        Duration wait = budget.take(77, time.instant());

        time.advance(wait);

        assertEquals(Duration.ZERO, budget.take(77, time.instant()));
    }

    @Test
    void itComesInEvenlyUpToAMinutesWorth() {
        budget.take(600, time.instant());

        time.advance(Duration.ofSeconds(6));
        assertEquals(60, budget.left(time.instant()));
        assertEquals(Duration.ofSeconds(54), budget.untilFull(time.instant()));

        time.advance(Duration.ofHours(1));
        assertEquals(600, budget.left(time.instant()));
        assertEquals(Duration.ZERO, budget.untilFull(time.instant()));
    }

    @Test
    void whatWasNotUsedIsGivenBack() {
        budget.take(500, time.instant());

        budget.giveBack(450, time.instant());

        assertEquals(550, budget.left(time.instant()));
    }

    @Test
    void anAnswerLongerThanThoughtIsPaidLater() {
        budget.take(600, time.instant());

        budget.giveBack(-300, time.instant());

        assertEquals(0, budget.left(time.instant()));
        assertEquals(Duration.ofSeconds(31), budget.take(10, time.instant()));
    }
}
