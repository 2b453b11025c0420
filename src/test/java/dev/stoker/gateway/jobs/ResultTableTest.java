package dev.stoker.gateway.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultTableTest {
    @ParameterizedTest
    @ValueSource(strings = {"=1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "\uFF1D1"})
    void whatMayBeReadAsAFormulaIsMarkedAsText(String text) {
        assertEquals("'" + text, ResultTable.harmless(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a=1", "'quoted'", "10-K", "4/A"})
    void otherTextsAreLeftAsTheyAre(String text) {
        assertEquals(text, ResultTable.harmless(text));
    }
}
