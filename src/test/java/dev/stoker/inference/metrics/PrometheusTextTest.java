package dev.stoker.inference.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrometheusTextTest {
    private static final PrometheusText PAGE =
            new PrometheusText(
                    """
                    # HELP running Requests. running 99
                    # TYPE running gauge
                    running{engine="0",model_name="a} \\" b"} 3.0
                    running{engine="1"} 4
                    running_total{engine="0"} 100
                    plain 0.25
                    stamped{a="b"} 1.5e2 1795296311000
                    endless +Inf
                    nothing NaN
                    wordy many
                    cut{a="b
                    last 7\
                    """);

    @Test
    void allSeriesOfANameAreAddedUp() {
        assertEquals(OptionalDouble.of(7), PAGE.sum("running"));
        assertEquals(OptionalDouble.of(4), PAGE.max("running"));
    }

    @Test
    void aSeriesNeedsNoLabelsAndMayCarryATime() {
        assertEquals(OptionalDouble.of(0.25), PAGE.sum("plain"));
        assertEquals(OptionalDouble.of(150), PAGE.sum("stamped"));
        assertEquals(OptionalDouble.of(7), PAGE.sum("last"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"absent", "run", "endless", "nothing", "wordy", "cut", "# HELP"})
    void whatIsNotAFiniteFigureIsAbsent(String name) {
        assertEquals(OptionalDouble.empty(), PAGE.sum(name));
    }

    @Test
    void anEmptyPageHasNoFigures() {
        assertEquals(OptionalDouble.empty(), new PrometheusText("").sum("running"));
    }
}
