package dev.stoker.summarize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SummaryParametersTest {
    @Test
    void whatAJobRemembersIsWhatWasAskedFor() {
        SummaryParameters asked =
                new SummaryParameters(
                        List.of(LocalDate.of(2025, 1, 2), LocalDate.of(2025, 1, 3)),
                        List.of("4", "10-K"),
                        new Prompt("Say {text}", 50, Optional.of(0.5), Optional.empty()));

        assertEquals(asked, SummaryParameters.parse(asked.json()));
    }

    @Test
    void withoutAFilterEveryFormIsWanted() {
        SummaryParameters all = new SummaryParameters(List.of(), List.of(), Prompt.DEFAULT);
        SummaryParameters some = new SummaryParameters(List.of(), List.of("4"), Prompt.DEFAULT);

        assertTrue(all.wants(Optional.empty()));
        assertTrue(some.wants(Optional.of("4")));
        assertFalse(some.wants(Optional.of("4/A")));
        assertFalse(some.wants(Optional.empty()));
    }

    @Test
    void aPromptMustHoldTheText() {
        IllegalArgumentException failure =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new Prompt("Say", 50, Optional.empty(), Optional.empty()));

        assertEquals("prompt must hold {text}: Say", failure.getMessage());
    }
}
