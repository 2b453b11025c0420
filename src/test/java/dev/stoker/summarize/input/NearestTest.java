package dev.stoker.summarize.input;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final List<String> WORDS = List.of("lookback", "dates", "filings", "forms");

    @Test
    void aSlipOfTheFingerIsUnderstood() {
        assertEquals(Optional.of("lookback"), Nearest.to("lokback", WORDS));
        assertEquals(Optional.of("filings"), Nearest.to("Filing", WORDS));
        assertEquals(Optional.of("forms"), Nearest.to("form", WORDS));
    }

    @Test
    void hyphensAndSpacesAreEasilyForgotten() {
        assertEquals(Optional.of("10-K"), Nearest.to("10K", List.of("1-K", "10-K", "10-KT")));
        assertEquals(Optional.of("look-back"), Nearest.to("look_back", List.of("look-back")));
    }

    @Test
    void nothingIsLikeAnotherWordAltogether() {
        assertEquals(Optional.empty(), Nearest.to("temperature", WORDS));
        assertEquals(Optional.empty(), Nearest.to("", WORDS));
    }
}
