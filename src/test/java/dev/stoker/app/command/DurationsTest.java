package dev.stoker.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class DurationsTest {
    @Test
    void secondsMinutesAndHoursAreReadAsTyped() {
        assertEquals(Duration.ofSeconds(90), Durations.parse("90s"));
        assertEquals(Duration.ofMinutes(20), Durations.parse("20m"));
        assertEquals(Duration.ofMinutes(90), Durations.parse("1h30m"));
    }

    @Test
    void aNumberWithoutUnitIsRefusedWithItsValue() {
        var refusal = assertThrows(TypeConversionException.class, () -> Durations.parse("20"));

        assertTrue(String.valueOf(refusal.getMessage()).contains("'20'"), refusal::toString);
    }
}
