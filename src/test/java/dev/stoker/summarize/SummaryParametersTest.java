package dev.stoker.summarize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stoker.edgar.select.Amendments;
import dev.stoker.edgar.select.FilingFilter;
import dev.stoker.edgar.select.Wanted;
import dev.stoker.edgar.text.TextChoice;
import dev.stoker.edgar.text.TextOptions;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SummaryParametersTest {
    @Test
    void whatAJobRemembersIsWhatWasAskedFor() {
        SummaryParameters asked =
                new SummaryParameters(
                        List.of(LocalDate.of(2025, 1, 2), LocalDate.of(2025, 1, 3)),
                        new Wanted(
                                new FilingFilter(
                                        Set.of("4", "10-K"),
                                        Amendments.INCLUDED,
                                        Set.of(320193L, 789019L)),
                                new TextOptions(TextChoice.BEST, 8_000)),
                        new Prompt(
                                "Say {text}",
                                50,
                                Optional.of(0.5),
                                Optional.empty(),
                                new Prompt.Frame(
                                        Optional.empty(),
                                        Optional.empty(),
                                        OptionalInt.of(1_000))));

        assertEquals(asked, SummaryParameters.parse(asked.json()));
    }

    @Test
    void whatAnOlderVersionRememberedIsStillUnderstood() {
        String old =
                """
                {"dates": ["2025-01-02"], "forms": ["4"], "prompt": "Say {text}", "max_tokens": 50}
                """;

        assertEquals(
                new SummaryParameters(
                        List.of(LocalDate.of(2025, 1, 2)),
                        new Wanted(FilingFilter.ofForms(List.of("4")), TextOptions.USUAL),
                        new Prompt("Say {text}", 50, Optional.empty(), Optional.empty())),
                SummaryParameters.parse(old));
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
