package dev.stoker.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.deploy.kubernetes.Environment;
import dev.stoker.deploy.kubernetes.Manifests;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The example of a deployment's settings is complete, and harmless where it lies.
class SettingsTest {
    private static final String FILE = "config/application.properties";
    private static final Pattern SETTING = Pattern.compile("#([a-z][^ =]*)=(.*)");

    private static Properties example() {
        return Checkout.properties(
                Checkout.lines(FILE).stream()
                        .filter(line -> SETTING.matcher(line).matches())
                        .map(line -> line.substring(1))
                        .collect(Collectors.joining("\n")));
    }

    /// Quarkus reads a file of this name wherever it is started, the tests of this checkout
    /// included. Read by the commands that ask a running service.
    private static final String OF_THE_COMMANDS = "STOKER_API_KEY";

    @Test
    void theExampleSetsNothing() {
        assertEquals(new Properties(), Checkout.properties(Checkout.text(Path.of(FILE))));
    }

    @Test
    void everySettingIsExplained() {
        List<String> lines = Checkout.lines(FILE);

        for (int i = 1; i < lines.size(); i++) {
            if (SETTING.matcher(lines.get(i)).matches()) {
                assertFalse(lines.get(i - 1).isBlank(), lines.get(i));
            }
        }
    }

    @Test
    void itsDefaultsAreThoseOfTheService() {
        Properties defaults = Checkout.defaults();

        example()
                .forEach((name, value) -> {
                    String told = (String) defaults.getOrDefault(name, value);
                    // what is reckoned at the start differs from machine to machine
                    assertEquals(told.startsWith("${") ? value : told, value, name + "");
                });
    }

    @ParameterizedTest
    @MethodSource("dev.stoker.deploy.kubernetes.Manifests#all")
    void everyVariableOfThePodIsASetting(Manifests manifests) {
        List<String> known =
                example().stringPropertyNames().stream().map(SettingsTest::variable).toList();

        Environment.of(manifests.stoker()).names().stream()
                .filter(name -> name.startsWith("STOKER_") || name.startsWith("QUARKUS_"))
                .forEach(name -> assertTrue(known.contains(name), name));
    }

    @Test
    void everyVariableOfTheManualIsASetting() {
        List<String> known =
                example().stringPropertyNames().stream().map(SettingsTest::variable).toList();
        List<String> told =
                Pattern.compile("`((?:STOKER|QUARKUS)_[A-Z_]+)`")
                        .matcher(Checkout.text(Path.of("docs/operations.md")))
                        .results()
                        .map(found -> found.group(1))
                        .distinct()
                        .toList();

        assertFalse(told.isEmpty());
        told.stream()
                .filter(name -> !name.equals(OF_THE_COMMANDS))
                .forEach(name -> assertTrue(known.contains(name), name));
    }

    private static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
