package dev.stoker.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stoker.engine.EngineDialect.RequestHeaders;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EngineHeadersTest {
    private static final RequestHeaders NAMES =
            new RequestHeaders(Optional.of("x-id"), Optional.of("x-priority"), "10");

    @Test
    void anInteractiveRequestKeepsTheEnginesOwnPriority() {
        assertEquals(Map.of("x-id", "r1"), EngineHeaders.of(NAMES, "r1", false));
    }

    @Test
    void aBatchRequestGoesBehind() {
        assertEquals(Map.of("x-id", "r1", "x-priority", "10"), EngineHeaders.of(NAMES, "r1", true));
    }

    @Test
    void anEngineWithoutSuchHeadersGetsNone() {
        assertEquals(Map.of(), EngineHeaders.of(RequestHeaders.none(), "r1", true));
    }
}
