package dev.stoker.engine.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "30m, PT30M",
        "90s, PT90S",
        "250ms, PT0.25S",
        "1h30m, PT1H30M",
        "2h5s, PT2H5S",
        "0s, PT0S",
        "PT5M, PT5M",
        "pt5m, PT5M",
        "P1D, PT24H",
    })
    void readsWhatPeopleWrite(String text, Duration meant) {
        assertEquals(Optional.of(meant), Durations.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "30",
                "m",
                "5 m",
                "5m 3s",
                "3s5m",
                "1.5h",
                "-5s",
                "soon",
                "PT",
                "P",
                "Pm",
                "99999999999999999999s"
            })
    void refusesWhatMeansNothing(String text) {
        assertEquals(Optional.empty(), Durations.parse(text));
    }
}
