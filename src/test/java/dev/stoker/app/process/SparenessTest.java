package dev.stoker.app.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SparenessTest {
    private final Spareness spareness = Spareness.ofThisJvm();

    @Test
    void theHeapIsTightDuringTheCollectionAlone() {
        List<String> usual = spareness.shares();
        List<List<String>> during = new ArrayList<>();

        spareness.during(() -> during.add(spareness.shares()));

        assertEquals(List.of(List.of("5", "10")), during);
        assertEquals(usual, spareness.shares());
    }

    @Test
    void aCollectionThatFailsLeavesTheSharesAsTheyWere() {
        List<String> usual = spareness.shares();

        assertThrows(
                IllegalStateException.class,
                () ->
                        spareness.during(() -> {
                            throw new IllegalStateException();
                        }));

        assertEquals(usual, spareness.shares());
    }
}
