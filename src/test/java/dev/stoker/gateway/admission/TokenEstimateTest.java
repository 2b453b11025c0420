package dev.stoker.gateway.admission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenEstimateTest {
    private static final int ASSUMED = 1_000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"max_tokens\":50}",
                "{\"max_completion_tokens\" :\n 50 }",
                "{\"max_output_tokens\":50,\"x\":1}",
                "{\"max_tokens\":7,\"max_completion_tokens\":50}",
                "{\"a\":{\"max_tokens\":9999},\"max_tokens\":50}",
                "{\"a\":\"\\\"max_tokens\\\":9999\",\"max_tokens\":50}",
                "{\"a\":\"x\\\\\",\"max_tokens\":50}",
                "{\"a\":[\"max_tokens\"],\"max_tokens\":50}"
            })
    void theAnswerIsAsLongAsTheBodyAllows(String body) {
        assertEquals(body.length() / 4 + 50, of(body));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"max_tokens\":null}",
                "{\"tools\":[{\"max_tokens\":50}]}",
                "{\"a\":\"max_tokens\"}",
                "{\"max_tokens\"",
                "{\"max_tokens\":",
                "{\"a\":\"\\"
            })
    void anAnswerWithoutALimitIsAssumed(String body) {
        assertEquals(body.length() / 4 + ASSUMED, of(body));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"n\":9999999999,\"max_tokens\":1844674407}",
                "{\"n\":1844674407,\"max_tokens\":9999999999}",
                "{\"n\":4294967296,\"max_tokens\":4294967296}",
                "{\"n\":9999999999,\"max_tokens\":9999999999}"
            })
    void noNumbersMakeARequestLight(String body) {
        assertTrue(of(body) > Integer.MAX_VALUE, () -> body + ": " + of(body));
    }

    @Test
    void severalAnswersAreCounted() {
        String body = "{\"n\":3,\"max_tokens\":50}";

        assertEquals(body.length() / 4 + 150, of(body));
    }

    @Test
    void anImageDoesNotCountByItsBytes() {
        String image = "data:image/png;base64," + "A".repeat(100_000);
        String rest = "{\"max_tokens\":50,\"url\":\"\"}";
        String body = rest.replace("\"\"", "\"" + image + "\"");

        assertEquals(rest.length() / 4 + 1_000 + 50, of(body));
    }

    @Test
    void ofABodyThatIsStillOnItsWayTheAnnouncedLengthCounts() {
        byte[] beginning = "{\"max_tokens\":50,\"prompt\":\"x".getBytes(UTF_8);

        assertEquals(400_000 / 4 + 50, TokenEstimate.of(beginning, 400_000, ASSUMED));
    }

    @Test
    void aSillyNumberDoesNotOverflow() {
        assertEquals(
                true, of("{\"n\":99999999999999999999,\"max_tokens\":99999999999999999999}") > 0);
    }

    private static long of(String body) {
        return TokenEstimate.of(body.getBytes(UTF_8), 0, ASSUMED);
    }
}
