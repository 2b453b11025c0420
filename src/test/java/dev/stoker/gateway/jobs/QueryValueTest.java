package dev.stoker.gateway.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.summarize.input.InvalidRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryValueTest {
    @Test
    void whatIsAbsentHasItsDefault() {
        assertFalse(QueryValue.of("wait", null).flag());
        assertEquals(20, QueryValue.of("limit", null).integer(1, 100, 20));
    }

    @Test
    void whatIsThereIsRead() {
        assertTrue(QueryValue.of("wait", "true").flag());
        assertFalse(QueryValue.of("wait", "false").flag());
        assertEquals(100, QueryValue.of("limit", "100").integer(1, 100, 20));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "101", "-1", "1.5", "1e2", "99999999999999999999", "ten"})
    void numbersOutsideTheirLimitsAreTold(String text) {
        InvalidRequest invalid =
                assertThrows(
                        InvalidRequest.class,
                        () -> QueryValue.of("limit", text).integer(1, 100, 20));

        assertEquals("limit must be a whole number from 1 to 100: " + text, invalid.getMessage());
        assertEquals("limit", invalid.param());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yes", "TRUE", "1"})
    void otherWordsAreNoFlag(String text) {
        assertThrows(InvalidRequest.class, () -> QueryValue.of("wait", text).flag());
    }
}
