package dev.stoker.batch.feed.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.stoker.inference.InFlight;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private static final OptionalLong FREE = OptionalLong.empty();

    private final InFlight open = new InFlight();

    @Test
    void beforeAnyChatItIsAGuess() {
        assertEquals(ms(20), Patience.NEW.forTold());
        assertEquals(ms(1000), Patience.NEW.forText());
        assertEquals(ms(100), Patience.NEW.forPrompt());
    }

    @Test
    void itIsTwiceTheLongestTimeOfTheChatsBefore() {
        Patience learnt = Patience.NEW.after(chat(60, 460), FREE).after(chat(30, 630), FREE);

        assertEquals(ms(120), learnt.forTold());
        assertEquals(ms(1200), learnt.forText());
    }

    @Test
    void aPromptTakesTheMedian() {
        Patience learnt =
                Patience.NEW
                        .after(chat(5, 55), FREE)
                        .after(chat(5, 155), FREE)
                        .after(chat(5, 5005), FREE);

        assertEquals(ms(150), learnt.forPrompt());
    }

    @Test
    void whatAChatWaitedForItsPlaceIsNotCounted() {
        Patience learnt = Patience.NEW.after(chat(10, 2010), OptionalLong.of(ms(1710)));

        assertEquals(ms(600), learnt.forText());
    }

    @Test
    void aPlaceGivenBeforeTheEngineHadTheChatShortensNothing() {
        Patience learnt = Patience.NEW.after(chat(50, 350), OptionalLong.of(ms(20)));

        assertEquals(ms(600), learnt.forText());
    }

    @Test
    void whereTheNewsComesWithTheTextNothingIsLearnt() {
        assertSame(Patience.NEW, Patience.NEW.after(chat(400, 410), FREE));
    }

    @Test
    void aChatThatLeftWithoutTextTeachesNothing() {
        InFlight.Ticket left = open.enter("engine", "left");
        left.wasSent(0);
        left.wasTaken(ms(10));

        assertSame(Patience.NEW, Patience.NEW.after(left, FREE));
    }

    @Test
    void itStaysWithinBounds() {
        Patience quick = Patience.NEW.after(chat(0, 1), FREE);
        Patience slow = Patience.NEW.after(chat(5000, 60_000), FREE);

        assertEquals(ms(20), quick.forTold());
        assertEquals(ms(100), quick.forText());
        assertEquals(ms(20), quick.forPrompt());
        assertEquals(ms(250), slow.forTold());
        assertEquals(ms(10_000), slow.forText());
        assertEquals(ms(500), slow.forPrompt());
    }

    @Test
    void theTextOfAChatIsExpectedFromWhenTheEngineHasItThoughNotForEver() {
        InFlight.Ticket chat = open.enter("engine", "chat");
        assertEquals(OptionalLong.empty(), Patience.NEW.textOf(chat));

        chat.wasSent(ms(5));
        assertEquals(OptionalLong.of(ms(25)), Patience.NEW.textOf(chat));
        chat.wasTaken(ms(10));
        assertEquals(OptionalLong.of(ms(1010)), Patience.NEW.textOf(chat));

        Patience quick = Patience.NEW.after(chat(5, 105), FREE);
        Patience slow = Patience.NEW.after(chat(5, 4005), FREE);
        assertEquals(OptionalLong.of(ms(210)), quick.textOf(chat));
        assertEquals(OptionalLong.of(ms(1010)), slow.textOf(chat));
    }

    /// Sent at 0; times in milliseconds.
    private InFlight.Ticket chat(long taken, long text) {
        InFlight.Ticket chat = open.enter("engine", "chat");
        chat.wasSent(0);
        chat.wasTaken(ms(taken));
        chat.hasText(ms(text));
        return chat;
    }

    private static long ms(long milliseconds) {
        return Duration.ofMillis(milliseconds).toNanos();
    }
}
