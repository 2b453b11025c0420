package dev.stoker.engine.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final List<String> KEYS = List.of("tensor", "pipeline", "data", "served-names");

    @Test
    void findsWhatWasMeant() {
        assertEquals(Optional.of("tensor"), Nearest.to("tensr", KEYS));
        assertEquals(Optional.of("tensor"), Nearest.to("Tensor", KEYS));
        assertEquals(Optional.of("data"), Nearest.to("date", KEYS));
        assertEquals(Optional.of("served-names"), Nearest.to("served_name", KEYS));
    }

    @Test
    void guessesNothingFarFetched() {
        assertEquals(Optional.empty(), Nearest.to("quantization", KEYS));
        assertEquals(Optional.empty(), Nearest.to("x", List.of()));
        assertEquals("", Nearest.question("quantization", KEYS));
        assertEquals("; did you mean data?", Nearest.question("dta", KEYS));
    }

    @Test
    void countsLettersToInsertDropAndReplace() {
        assertEquals(0, Nearest.distance("data", "data"));
        assertEquals(3, Nearest.distance("kitten", "sitting"));
        assertEquals(4, Nearest.distance("", "data"));
    }
}
