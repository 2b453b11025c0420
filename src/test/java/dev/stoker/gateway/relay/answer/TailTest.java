package dev.stoker.gateway.relay.answer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.gateway.relay.wire.Piece;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TailTest {
    private static final String USAGE = "{\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4}}";

    private final Tail tail = new Tail();

    @Test
    void theUsageIsFoundInTheLastPieceButOne() {
        take("data: a much longer piece that came before\n\n".repeat(9));
        take("data: " + USAGE + "\n\n");
        take("data: [DONE]\n\n");

        assertEquals(Optional.of(new Usage(3, 4)), tail.usage());
    }

    @Test
    void aUsageFurtherBackIsForgotten() {
        take("data: " + USAGE + "\n\n");
        take("data: 1\n\n");
        take("data: 2\n\n");

        assertEquals(Optional.empty(), tail.usage());
    }

    @Test
    void aUsageThatWasCutInTwoIsFound() {
        take(USAGE.substring(0, 20));
        take(USAGE.substring(20));

        assertEquals(Optional.of(new Usage(3, 4)), tail.usage());
    }

    @Test
    void aShortPieceHasNothingOfALongerOneBehindIt() {
        take("a long piece");
        take("a longer piece");
        take("short");

        assertArrayEquals("short".getBytes(UTF_8), tail.last());
    }

    @Test
    void ofALongPieceOnlyTheEndIsKept() {
        take("x".repeat(Tail.MOST) + USAGE);

        assertEquals(Tail.MOST, tail.last().length);
        assertEquals(Optional.of(new Usage(3, 4)), tail.usage());
    }

    @Test
    void itIsEmptyUntilSomethingComes() {
        assertTrue(tail.isEmpty());

        take("x");

        assertFalse(tail.isEmpty());
    }

    private void take(String text) {
        tail.take(Piece.of(text.getBytes(UTF_8)));
    }
}
