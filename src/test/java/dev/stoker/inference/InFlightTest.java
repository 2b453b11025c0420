package dev.stoker.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
    void anEngineThatWasNeverAskedHasNone() {
        assertEquals(0, inFlight.of("never"));
    }
}
