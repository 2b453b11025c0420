package dev.stoker.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultTest {
    @Test
    void everyKindIsUnderstood() {
        List<Fault> faults =
                Stream.of(
                                "exit-after-tokens=5",
                                "exit-at-startup=3",
                                "hang-after-tokens=0",
                                "ignore-term",
                                "leave-grandchild",
                                "error-in-stream=2",
                                "drop-stream=9",
                                "oom-at-load",
                                "slow-start",
                                "slow-start=4")
                        .map(Fault::parse)
                        .toList();

        assertEquals(
                List.of(
                        new Fault.ExitAfterTokens(5),
                        new Fault.ExitAtStartup(3),
                        new Fault.HangAfterTokens(0),
                        new Fault.IgnoreTerm(),
                        new Fault.LeaveGrandchild(),
                        new Fault.ErrorInStream(2),
                        new Fault.DropStream(9),
                        new Fault.OomAtLoad(),
                        new Fault.SlowStart(10),
                        new Fault.SlowStart(4)),
                faults);
    }

    @ParameterizedTest
    @CsvSource({
        "explode, fault has no such kind: explode",
        "exit-after-tokens, fault exit-after-tokens needs a number: exit-after-tokens=10",
        "exit-after-tokens=x, fault exit-after-tokens needs a whole number: x",
        "drop-stream=-1, fault drop-stream needs a whole number: -1",
        "ignore-term=1, fault ignore-term takes no argument: 1"
    })
    void nonsenseIsRefusedByName(String text, String message) {
        Exception refusal = assertThrows(IllegalArgumentException.class, () -> Fault.parse(text));

        assertEquals(message, refusal.getMessage());
    }
}
