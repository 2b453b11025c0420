package dev.stoker.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
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
    void aChatThatCameIsToldOnceAndOnlyWhileItIsOpen() {
        inFlight.enter("a", "one");
        inFlight.enter("a", "left").close();
        inFlight.enter("a", "item", true);

        assertEquals(1, inFlight.takeArrived("a"));
        assertEquals(0, inFlight.takeArrived("a"));
    }

    @Test
    void whoListensLearnsWhereAChatCame() {
        List<String> told = new ArrayList<>();
        inFlight.onChat(told::add);

        inFlight.enter("a", "chat");
        inFlight.enter("b", "item", true);

        assertEquals(List.of("a"), told);
    }

    @Test
    void anEngineThatWasNeverAskedHasNone() {
        assertEquals(0, inFlight.of("never"));
        assertEquals(0, inFlight.chats("never"));
        assertEquals(0, inFlight.takeArrived("never"));
    }
}
