package dev.stoker.batch.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.batch.job.Claim;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.NewItem;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InFlightTest {
    private static final JobId ONE = job("01942d5a-0000-7000-8000-000000000001");
    private static final JobId OTHER = job("01942d5a-0000-7000-8000-000000000002");

    private final InFlight inFlight = new InFlight();

    @Test
    void itemsThatSawADeathAreSuspects() {
        enter(claim(ONE, 1, 0), 1);
        enter(claim(ONE, 2, 1), 1);

        assertEquals(2, inFlight.count());
        assertEquals(1, inFlight.suspects());
        assertFalse(inFlight.holdsRepeatedSuspect());
        enter(claim(ONE, 3, 2), 1);
        assertTrue(inFlight.holdsRepeatedSuspect());
    }

    @Test
    void suspectsOfARunAreFoundOnceWhileAllAreStillThere() {
        Claim first = claim(ONE, 1, 1);
        Claim second = claim(ONE, 2, 1);
        Claim third = claim(ONE, 3, 1);
        enter(first, 7);
        enter(second, 7);
        enter(third, 8);

        Set<Claim.Ref> found = inFlight.suspectsWhenDied(7);
        inFlight.leave(first);

        assertEquals(Set.of(first.ref(), second.ref()), found);
        assertEquals(found, inFlight.suspectsWhenDied(7));
        assertEquals(Set.of(third.ref()), inFlight.suspectsWhenDied(8));
    }

    @Test
    void whoComesToADeadEngineIsNoneOfItsSuspects() {
        Claim first = claim(ONE, 1, 1);
        enter(first, 7);
        inFlight.suspectsWhenDied(7);

        enter(claim(ONE, 2, 1), 7);

        assertEquals(Set.of(first.ref()), inFlight.suspectsWhenDied(7));
    }

    @Test
    void theMostAtOnceIsToldOnce() {
        Claim first = claim(ONE, 1, 0);
        enter(first, 1);
        enter(claim(ONE, 2, 0), 1);
        inFlight.leave(first);

        assertEquals(2, inFlight.takeMost());
        assertEquals(1, inFlight.takeMost());
    }

    @Test
    void onlyItemsOfTheJobAreInterrupted() {
        Thread one = enter(claim(ONE, 1, 0), 1);
        Thread other = enter(claim(OTHER, 1, 0), 1);

        inFlight.interrupt(ONE);

        assertTrue(one.isInterrupted());
        assertFalse(other.isInterrupted());
        inFlight.interruptAll();
        assertTrue(other.isInterrupted());
    }

    @Test
    void waitingForTheLastToLeaveEndsWhenItLeaves() throws InterruptedException {
        Claim claim = claim(ONE, 1, 0);
        enter(claim, 1);
        Thread leaving = Thread.ofVirtual().start(() -> inFlight.leave(claim));

        inFlight.awaitNone(Duration.ofMinutes(10));

        assertEquals(0, inFlight.count());
        leaving.join();
    }

    @Test
    void waitingForTheLastToLeaveIsGivenUpAfterItsTime() throws InterruptedException {
        enter(claim(ONE, 1, 0), 1);

        inFlight.awaitNone(Duration.ofMillis(5));

        assertEquals(1, inFlight.count());
    }

    private Thread enter(Claim claim, long run) {
        // Never started: an interrupt is only noted on it.
        Thread thread = Thread.ofPlatform().unstarted(() -> {});
        inFlight.enter(new InFlight.Running(claim, run, thread));
        return thread;
    }

    private static Claim claim(JobId job, long sequence, int deaths) {
        return new Claim(
                new Claim.Ref(job, sequence, 1), new NewItem.Request("/", "{}"), 0, deaths);
    }

    private static JobId job(String id) {
        return JobId.parse(id).orElseThrow();
    }
}
