package dev.stoker.deploy.watching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoker.deploy.Checkout;
import dev.stoker.supervisor.CrashCause;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whoever is woken finds what to do.
class RunbookTest {
    private static final List<String> RUNBOOK = Checkout.lines("docs/runbook.md");

    @Test
    void everyAlertHasAnEntryAndEveryEntryAnAlert() {
        List<String> alerts =
                Watched.rules().stream().map(rule -> rule.path("alert").asText()).toList();

        List<String> entries =
                RUNBOOK.stream()
                        .filter(line -> line.startsWith("### Stoker"))
                        .map(line -> line.substring("### ".length()))
                        .toList();
        assertEquals(alerts, entries);
    }

    @Test
    void everyAlertLeadsToItsEntry() {
        for (JsonNode rule : Watched.rules()) {
            String anchor = rule.path("alert").asText().toLowerCase(Locale.ROOT);
            assertEquals("docs/runbook.md#" + anchor, rule.at("/annotations/runbook").asText());
        }
    }

    @Test
    void everyAlertSaysWhatIsTheMatterAndHowMuchItMatters() {
        for (JsonNode rule : Watched.rules()) {
            assertFalse(rule.at("/annotations/summary").asText().isBlank());
            assertTrue(List.of("page", "warn").contains(rule.at("/labels/severity").asText()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyCauseOfACrashHasARow(CrashCause cause) {
        long rows =
                RUNBOOK.stream()
                        .filter(line -> line.startsWith("| `%s` |".formatted(cause.label())))
                        .count();

        assertEquals(1, rows);
    }
}
