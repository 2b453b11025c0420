package dev.stoker.batch.feed.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.inference.EngineLoad;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private static final Duration PERIOD = Duration.ofMillis(250);

    private Places places = Places.of(OptionalInt.of(8));

    @Test
    void placesThatAllRunWhileOthersWaitAreTakenAfterThreeReadings() {
        read(8, 4);
        read(8, 4);
        assertFalse(places.areTaken(0));

        read(8, 4);

        assertTrue(places.areTaken(0));
        assertEquals(8, places.held(0));
    }

    @Test
    void whereNobodyWaitsThereIsRoom() {
        readOften(8, 4);

        read(8, 0);

        assertFalse(places.areTaken(0));
    }

    @Test
    void placesThatAreNotAllTakenHaveRoomThoughSomeWaitForTheirPromptsToBeRead() {
        readOften(6, 4);

        assertFalse(places.areTaken(0));
    }

    @Test
    void aPlaceThatAnItemHasJustLeftIsTakenByTheNext() {
        readOften(8, 4);

        read(7, 4, 1, 0.5);

        assertTrue(places.areTaken(0));
        assertEquals(8, places.held(0));
    }

    @Test
    void aPlaceThatAChatHasJustLeftIsTakenByTheNext() {
        readOften(8, 4);

        read(7, 5);

        assertTrue(places.areTaken(0));
        assertEquals(8, places.held(0));
    }

    @Test
    void placesOfWhichEachReadingFindsOneJustLeftAreTaken() {
        for (int reading = 0; reading < 3; reading++) {
            read(7, 4);
        }

        assertTrue(places.areTaken(0));
    }

    @Test
    void placesThatStayFreeHaveRoom() {
        readOften(8, 4);

        readOften(6, 4);

        assertFalse(places.areTaken(0));
    }

    @Test
    void withoutWordOfThemTheMostThatEverRanAreAll() {
        places = Places.of(OptionalInt.empty());
        read(5, 4);
        readOften(8, 4);

        assertTrue(places.areTaken(0));
        assertEquals(8, places.held(0));
    }

    @Test
    void whileEverMoreRunNothingIsKnownOfTheirNumber() {
        places = Places.of(OptionalInt.empty());
        for (int running = 1; running < 20; running++) {
            read(running, 4);
        }

        assertFalse(places.areTaken(0));
    }

    @Test
    void whereAsManyWereSentAsThereArePlacesNoReadingIsNeeded() {
        assertFalse(places.areTaken(7));
        assertTrue(places.areTaken(8));
        assertEquals(8, places.held(8));
    }

    @Test
    void placesOfUnknownNumberAreNotTakenByWhatWasSent() {
        places = Places.of(OptionalInt.empty());

        assertFalse(places.areTaken(1_000));
    }

    @Test
    void aFullCacheHoldsFewerThanWereSent() {
        for (int reading = 0; reading < 3; reading++) {
            read(5, 4, 0, 0.98);
        }

        assertEquals(5, places.held(9));
    }

    @Test
    void aReadingThatTellsNothingTakesBackOneOfTheOthers() {
        readOften(8, 4);

        readNothing();

        assertTrue(places.areTaken(0));
        readNothing();
        assertFalse(places.areTaken(0));
    }

    @Test
    void aFullCacheHasNoRoomWhateverPlacesAreLeft() {
        for (int reading = 0; reading < 3; reading++) {
            read(5, 4, 0, 0.98);
        }

        assertTrue(places.areTaken(0));
        assertEquals(5, places.held(0));
    }

    @Test
    void placesThatAreFreedEveryFewMillisecondsAreWorthTheWait() {
        places = Places.of(OptionalInt.of(1024));
        for (int reading = 0; reading < 10; reading++) {
            read(1024, 128, 13, 0.5);
        }

        assertFalse(places.areTaken(1024));
    }

    @Test
    void anEngineThatTellsNothingHasRoom() {
        for (int reading = 0; reading < 3; reading++) {
            readNothing();
        }

        assertFalse(places.areTaken(0));
    }

    private void readNothing() {
        EngineLoad untold =
                new EngineLoad(OptionalInt.empty(), OptionalInt.empty(), OptionalDouble.empty());
        places = places.after(untold, 0, PERIOD);
    }

    private void readOften(int running, int waiting) {
        read(running, waiting);
        read(running, waiting);
        read(running, waiting);
        read(running, waiting);
    }

    private void read(int running, int waiting) {
        read(running, waiting, 0, 0.5);
    }

    private void read(int running, int waiting, int ended, double cache) {
        EngineLoad load =
                new EngineLoad(
                        OptionalInt.of(running), OptionalInt.of(waiting), OptionalDouble.of(cache));
        places = places.after(load, ended, PERIOD);
    }
}
