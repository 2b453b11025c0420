package dev.stoker.gateway.admission.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stoker.gateway.admission.keys.Allowance;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandingTest {
    @ParameterizedTest
    @CsvSource({"PT0S, 0ms", "PT0.017S, 17ms", "PT2.9S, 2s", "PT60S, 1m0s", "PT90S, 1m30s"})
    void aSpanIsWrittenAsOpenAiDoes(Duration span, String written) {
        Allowance tokens = new Allowance(OptionalInt.empty(), OptionalLong.of(10), false);

        Map<String, String> headers = new Standing(tokens, 0, 5, span).headers();

        assertEquals(written, headers.get("x-ratelimit-reset-tokens"));
    }

    @Test
    void whatHasNoLimitIsNotSpokenOf() {
        assertEquals(Map.of(), new Standing(Allowance.UNLIMITED, 7, 0, Duration.ZERO).headers());
    }
}
