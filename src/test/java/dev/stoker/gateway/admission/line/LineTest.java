package dev.stoker.gateway.admission.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineTest {
    private static final long CAPACITY = 100;

    private final Line line = new Line(20);

    @Test
    void whoFitsGoesInAtOnce() {
        Place first = interactive(60);
        Place second = interactive(40);

        assertEquals(List.of(first), arrive(first));
        assertEquals(List.of(second), arrive(second));
    }

    @Test
    void whoDoesNotFitWaitsUntilOneLeaves() {
        Place first = interactive(60);
        Place second = interactive(41);
        arrive(first);
        assertEquals(List.of(), arrive(second));

        line.leave(first);

        assertEquals(List.of(second), line.next(CAPACITY));
    }

    @Test
    void oneThatIsHeavierThanAllThereIsComesInAlone() {
        Place giant = interactive(1_000);

        assertEquals(List.of(giant), arrive(giant));
        assertEquals(List.of(), arrive(interactive(1)));
    }

    @Test
    void nobodyOvertakesAHeavyOne() {
        Place inside = interactive(60);
        Place heavy = interactive(90);
        Place light = interactive(1);
        arrive(inside);
        arrive(heavy);

        assertEquals(List.of(), arrive(light));
        line.leave(inside);
        assertEquals(List.of(heavy, light), line.next(CAPACITY));
    }

    @Test
    void interactiveOnesGoFirst() {
        Place inside = interactive(100);
        Place batch = batch(50);
        Place interactive = interactive(50);
        arrive(inside);
        arrive(batch);
        arrive(interactive);

        line.leave(inside);

        assertEquals(List.of(interactive, batch), line.next(CAPACITY));
    }

    @Test
    void ofNineOneIsOfTheBatch() {
        Place inside = interactive(100);
        arrive(inside);
        Place batch = batch(100);
        line.arrive(batch, CAPACITY);
        List<Place> served = new ArrayList<>();
        Place last = inside;
        while (!served.contains(batch) && served.size() < 50) {
            line.arrive(interactive(100), CAPACITY);
            line.leave(last);
            served.addAll(line.next(CAPACITY));
            last = served.getLast();
        }

        assertEquals(9, served.size());
    }

    @Test
    void aHeavyBatchRequestIsNotStarvedByLightOnesThatAlwaysFit() {
        arrive(interactive(50));
        Place heavy = batch(60);
        assertEquals(List.of(), arrive(heavy));

        List<Place> served = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            served.addAll(arrive(interactive(1)));
        }

        assertEquals(8, served.size());
    }

    @Test
    void whoFindsTheLineFullIsSentAway() {
        arrive(interactive(100));
        for (int i = 0; i < 20; i++) {
            assertTrue(line.arrive(interactive(1), CAPACITY));
        }

        assertFalse(line.arrive(interactive(1), CAPACITY));
        assertEquals(20, line.waiting());
    }

    @Test
    void aLineOfNobodyStillLetsInWhoFits() {
        Line none = new Line(0);

        assertTrue(none.arrive(interactive(100), CAPACITY));
        none.next(CAPACITY);
        assertFalse(none.arrive(interactive(1), CAPACITY));
    }

    @Test
    void whoGivesUpMakesRoomInTheLine() {
        Place inside = interactive(100);
        Place tired = interactive(100);
        Place behind = interactive(1);
        arrive(inside);
        arrive(tired);
        arrive(behind);

        assertTrue(line.giveUp(tired));

        line.leave(inside);
        assertEquals(List.of(behind), line.next(CAPACITY));
        assertFalse(line.giveUp(tired));
        assertFalse(line.giveUp(behind));
    }

    @Test
    void moreCapacityCallsInWhoWaits() {
        arrive(interactive(100));
        Place waiting = interactive(100);
        arrive(waiting);

        assertEquals(List.of(waiting), line.next(Long.MAX_VALUE));
    }

    @Test
    void equalRequestsAreNotTheSame() {
        Runnable same = () -> {};
        Place one = new Place(1, false, same);

        assertFalse(one.equals(new Place(1, false, same)));
    }

    private List<Place> arrive(Place place) {
        line.arrive(place, CAPACITY);
        return line.next(CAPACITY);
    }

    private static Place interactive(long weight) {
        return new Place(weight, false, () -> {});
    }

    private static Place batch(long weight) {
        return new Place(weight, true, () -> {});
    }
}
