package dev.stoker.engine.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private static final Path FILE = Path.of("engine.yaml");

    @Test
    void wordsThatOtherReadersTakeForBooleansAndNumbersAreQuoted() {
        assertEquals("mode: \"off\"\n", written("mode", "off"));
        assertEquals("mode: \"no\"\n", written("mode", "no"));
        assertEquals("mode: \"0.5\"\n", written("mode", "0.5"));
        assertEquals("mode: \"12:30\"\n", written("mode", "12:30"));
        assertEquals("mode: \"\"\n", written("mode", ""));
    }

    @Test
    void numbersStayAsTheyWereWritten() {
        assertEquals("share: 0.90\n", written("share", new BigDecimal("0.90")));
    }

    @Test
    void nothingToSetIsNoFile() {
        Settings none = Settings.flat(FILE, Map.of());

        assertEquals(Optional.empty(), none.file());
        assertEquals(Map.of(), none.files());
    }

    @Test
    void mapsStayMapsWhereTheEngineReadsThem() {
        String files = new Settings(FILE, Map.of("a", Map.of("b", 1))).files().toString();

        assertTrue(files.contains("\na:\n  b: 1\n"), files);
    }

    private static String written(String key, Object value) {
        String text =
                Objects.requireNonNull(Settings.flat(FILE, Map.of(key, value)).files().get(FILE));
        return text.substring(text.indexOf('\n') + 1);
    }
}
