package dev.stoker.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class InFlightTest {
    private final InFlight inFlight = new InFlight();

    @Test
    void requestsAreCountedByEngine() {
        InFlight.Ticket first = inFlight.enter("a", "req-1");
        InFlight.Ticket second = inFlight.enter("a", "req-1");
        InFlight.Ticket other = inFlight.enter("b", "req-1");

        second.close();

        assertEquals(1, inFlight.of("a"));
        assertEquals(1, inFlight.of("b"));
        first.close();
        other.close();
        assertEquals(0, inFlight.of("a"));
    }

    @Test
    void theFirstRequestAtAnEngineThatHadNoneIsTold() {
        List<Integer> told = new ArrayList<>();
        inFlight.onArrival(() -> told.add(inFlight.of("a")));

        InFlight.Ticket first = inFlight.enter("a", "req-1");
        InFlight.Ticket second = inFlight.enter("a", "req-2", true);
        second.close();
        first.close();
        InFlight.Ticket third = inFlight.enter("a", "req-3", true);

        assertEquals(List.of(1, 1), told);
        third.close();
    }

    @Test
    void aTicketClosedTwiceCountsOnce() {
        InFlight.Ticket kept = inFlight.enter("a", "req-1");
        InFlight.Ticket closedTwice = inFlight.enter("a", "req-1");

        closedTwice.close();
        closedTwice.close();

        assertEquals(1, inFlight.of("a"));
        kept.close();
    }

    @Test
    void chatsAreCountedApartFromRequestsOfABatch() {
        InFlight.Ticket chat = inFlight.enter("a", "chat");
        InFlight.Ticket item = inFlight.enter("a", "item", true);

        assertEquals(1, inFlight.chats("a"));
        assertEquals(2, inFlight.of("a"));
        chat.close();
        item.close();
        assertEquals(0, inFlight.chats("a"));
    }

    @Test
    void aChatWaitsUntilItsFirstText() {
        InFlight.Ticket chat = inFlight.enter("a", "chat");
        inFlight.enter("a", "left").close();
        inFlight.enter("a", "item", true);

        assertEquals(List.of(chat), inFlight.waiting("a"));
        chat.hasText(9);
        assertEquals(List.of(), inFlight.waiting("a"));
        assertEquals(1, inFlight.chats("a"));
    }

    @Test
    void aTicketTellsWhenItsRequestWasSentAndTakenAndWhenTextCame() {
        InFlight.Ticket chat = inFlight.enter("a", "chat");
        assertEquals(OptionalLong.empty(), chat.sent());

        chat.wasSent(7);
        chat.wasTaken(9);
        chat.hasText(11);

        assertEquals(OptionalLong.of(7), chat.sent());
        assertEquals(OptionalLong.of(9), chat.taken());
        assertEquals(OptionalLong.of(11), chat.text());
    }

    @Test
    void whoListensLearnsWhereAChatWasSentTakenAndGotItsText() {
        List<String> told = new ArrayList<>();
        inFlight.onChat(told::add);
        InFlight.Ticket chat = inFlight.enter("a", "chat");
        InFlight.Ticket item = inFlight.enter("b", "item", true);

        chat.wasSent(1);
        item.wasSent(2);
        item.wasTaken(3);
        chat.wasTaken(4);
        chat.hasText(5);
        chat.hasText(6);

        assertEquals(List.of("a", "a", "a"), told);
    }

    @Test
    void anEngineThatWasNeverAskedHasNone() {
        assertEquals(0, inFlight.of("never"));
        assertEquals(0, inFlight.chats("never"));
        assertEquals(List.of(), inFlight.waiting("never"));
    }
}
