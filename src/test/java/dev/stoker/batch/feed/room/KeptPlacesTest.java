package dev.stoker.batch.feed.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class KeptPlacesTest {
    private static final int PLACES = 8;
    private static final int NOT_TAKEN = 0;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @Test
    void noneAreKeptWhereOneIsFree() {
        assertNone(KeptPlaces.NONE.after(1, true, NOT_TAKEN, 0));
    }

    @Test
    void noneAreKeptOfMany() {
        assertTrue(KeptPlaces.NONE.after(1, true, 64, 0).areKept(0));
        assertNone(KeptPlaces.NONE.after(1, true, 65, 0));
    }

    @Test
    void aChatThatWaitsAtAFullEngineGetsAPlaceAndTheLineIsLeftEmpty() {
        KeptPlaces kept = KeptPlaces.NONE.after(1, true, PLACES, 0);

        assertEquals(PLACES - 1, kept.items());
    }

    @Test
    void aPlaceIsKeptForASecondAfterTheLastChatWaited() {
        KeptPlaces kept = KeptPlaces.NONE.after(1, true, PLACES, 0);

        kept = kept.after(0, false, NOT_TAKEN, SECOND / 2);

        assertEquals(PLACES - 1, kept.items());
        assertTrue(kept.areKept(SECOND - 1));
        assertNone(kept.after(0, false, NOT_TAKEN, SECOND));
    }

    @Test
    void theNextChatFindsItsPlaceFreeAndKeepsItOn() {
        KeptPlaces kept = KeptPlaces.NONE.after(1, true, PLACES, 0);
        kept = kept.after(0, false, NOT_TAKEN, SECOND / 2);

        kept = kept.after(1, true, NOT_TAKEN, SECOND * 9 / 10);

        assertEquals(PLACES - 1, kept.items());
        assertTrue(kept.areKept(SECOND * 3 / 2));
    }

    @Test
    void aChatThatWaitsKeepsItOnHoweverLateItIsLookedAt() {
        KeptPlaces kept = KeptPlaces.NONE.after(1, true, PLACES, 0);

        assertTrue(kept.after(1, true, NOT_TAKEN, 5 * SECOND).areKept(5 * SECOND));
    }

    @Test
    void asManyAreKeptAsChatsWereOpenAtOnceLately() {
        KeptPlaces kept = KeptPlaces.NONE.after(3, true, PLACES, 0);
        kept = kept.after(1, true, NOT_TAKEN, SECOND / 2);
        assertEquals(PLACES - 3, kept.items());

        kept = kept.after(1, true, NOT_TAKEN, SECOND);

        assertEquals(PLACES - 1, kept.items());
    }

    @Test
    void aChatThatTakesLongToAnswerDoesNotKeepTheLineEmpty() {
        KeptPlaces kept = KeptPlaces.NONE.after(1, true, PLACES, 0);

        assertNone(kept.after(1, false, NOT_TAKEN, SECOND));
    }

    @Test
    void oneItemStaysHoweverManyChatsCome() {
        assertEquals(1, KeptPlaces.NONE.after(20, true, PLACES, 0).items());
    }

    @Test
    void anEighthOfThePlacesIsFilledAtATime() {
        assertEquals(1, KeptPlaces.NONE.after(1, true, 3, 0).together());
        assertEquals(8, KeptPlaces.NONE.after(1, true, 64, 0).together());
    }

    private static void assertNone(KeptPlaces kept) {
        assertEquals(KeptPlaces.NONE, kept);
        assertFalse(kept.areKept(0));
    }
}
