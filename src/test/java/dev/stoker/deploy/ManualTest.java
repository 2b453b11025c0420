package dev.stoker.deploy;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.supervisor.EngineState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The manual knows every state that an operator may meet.
class ManualTest {
    private static final Path MANUAL = Path.of("docs/operations.md");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");

    @Test
    void everyStateIsTold() {
        List<String> rows = Checkout.lines(MANUAL.toString());

        Stream.of(EngineState.class.getPermittedSubclasses())
                .map(state -> "| `%s` |".formatted(state.getSimpleName()))
                .forEach(state ->
                        assertTrue(rows.stream().anyMatch(row -> row.startsWith(state)), state));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docs/operations.md",
                "docs/api.md",
                "docs/kubernetes.md",
                "docs/runbook.md",
                "engines/README.md"
            })
    void linksLeadSomewhere(Path document) {
        LINK.matcher(Checkout.text(document))
                .results()
                .map(link -> document.resolveSibling(link.group(1)))
                .forEach(
                        target -> assertTrue(Files.exists(target), () -> document + ": " + target));
    }

    @Test
    void everyEventOfTheLogThatIsToldIsWritten() {
        String code =
                Checkout.filesBelow("src/main/java").stream()
                        .map(Checkout::text)
                        .collect(Collectors.joining());
        List<String> events =
                Checkout.lines(MANUAL.toString()).stream()
                        .dropWhile(line -> !line.equals("| event | facts | level |"))
                        .skip(2)
                        .takeWhile(line -> line.startsWith("| `"))
                        .map(line -> line.substring(3, line.indexOf('`', 3)))
                        .toList();

        assertFalse(events.isEmpty());
        events.forEach(event -> assertTrue(code.contains("\"" + event), event));
    }
}
