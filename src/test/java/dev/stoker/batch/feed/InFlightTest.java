package dev.stoker.batch.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.batch.feed.room.AtEngine;
import dev.stoker.batch.job.Claim;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.NewItem;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InFlightTest {
    private static final JobId ONE = job("01942d5a-0000-7000-8000-000000000001");
    private static final JobId OTHER = job("01942d5a-0000-7000-8000-000000000002");

    private final InFlight inFlight = new InFlight();
    private final InFlight.Share seven = new InFlight.Share();
    private final InFlight.Share eight = new InFlight.Share();

    @Test
    void itemsThatSawADeathAreSuspects() {
        enter(claim(ONE, 1, 0), seven);
        enter(claim(ONE, 2, 1), seven);

        assertEquals(2, inFlight.count());
        assertEquals(1, inFlight.suspects());
        assertFalse(inFlight.holdsRepeatedSuspect());
        enter(claim(ONE, 3, 2), seven);
        assertTrue(inFlight.holdsRepeatedSuspect());
    }

    @Test
    void suspectsOfARunAreFoundOnceWhileAllAreStillThere() {
        Claim first = claim(ONE, 1, 1);
        Claim second = claim(ONE, 2, 1);
        Claim third = claim(ONE, 3, 1);
        enter(first, seven);
        enter(second, seven);
        enter(third, eight);

        Set<Claim.Ref> found = inFlight.suspectsWhenDied(seven);
        inFlight.leave(first);

        assertEquals(Set.of(first.ref(), second.ref()), found);
        assertEquals(found, inFlight.suspectsWhenDied(seven));
        assertEquals(Set.of(third.ref()), inFlight.suspectsWhenDied(eight));
    }

    @Test
    void whoComesToADeadEngineIsNoneOfItsSuspects() {
        Claim first = claim(ONE, 1, 1);
        enter(first, seven);
        inFlight.suspectsWhenDied(seven);

        enter(claim(ONE, 2, 1), seven);

        assertEquals(Set.of(first.ref()), inFlight.suspectsWhenDied(seven));
    }

    @Test
    void theMostAtOnceIsToldOnce() {
        Claim first = claim(ONE, 1, 0);
        enter(first, seven);
        enter(claim(ONE, 2, 0), seven);
        inFlight.leave(first);

        assertEquals(2, seven.takeMost());
        assertEquals(1, seven.takeMost());
    }

    @Test
    void onlyItemsOfTheJobAreInterrupted() {
        Thread one = enter(claim(ONE, 1, 0), seven);
        Thread other = enter(claim(OTHER, 1, 0), seven);

        inFlight.interrupt(ONE);

        assertTrue(one.isInterrupted());
        assertFalse(other.isInterrupted());
        inFlight.interruptAll();
        assertTrue(other.isInterrupted());
    }

    @Test
    void whatGivesWayIsBrokenOffAndNoLongerAmongThoseThatStay() {
        Claim first = claim(ONE, 1, 0);
        Claim second = claim(ONE, 2, 0);
        enter(claim(OTHER, 1, 0), eight);
        Thread firstThread = enter(first, seven);
        Thread secondThread = enter(second, seven);

        inFlight.giveWay(second);

        assertTrue(secondThread.isInterrupted());
        assertFalse(firstThread.isInterrupted());
        assertEquals(
                List.of(first), inFlight.staying(seven).stream().map(AtEngine::claim).toList());
        assertTrue(inFlight.givesWay(second));
        inFlight.leave(second);
        assertFalse(inFlight.givesWay(second));
    }

    @Test
    void whatHasLeftNeedNotGiveWay() {
        Claim claim = claim(ONE, 1, 0);
        Thread thread = enter(claim, seven);
        inFlight.leave(claim);

        inFlight.giveWay(claim);

        assertFalse(thread.isInterrupted());
        assertFalse(inFlight.givesWay(claim));
    }

    @Test
    void waitingForTheLastToLeaveEndsWhenItLeaves() throws InterruptedException {
        Claim claim = claim(ONE, 1, 0);
        enter(claim, seven);
        Thread leaving = Thread.ofVirtual().start(() -> inFlight.leave(claim));

        inFlight.awaitNone(Duration.ofMinutes(10));

        assertEquals(0, inFlight.count());
        leaving.join();
    }

    @Test
    void waitingForTheLastToLeaveIsGivenUpAfterItsTime() throws InterruptedException {
        enter(claim(ONE, 1, 0), seven);

        inFlight.awaitNone(Duration.ofMillis(5));

        assertEquals(1, inFlight.count());
    }

    private Thread enter(Claim claim, InFlight.Share run) {
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
