package dev.stoker.edgar.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class LookbackDaysTest {
    @Test
    void todayIsOneOfThemAndFirst() {
        assertEquals(
                List.of(
                        LocalDate.of(2025, 1, 2),
                        LocalDate.of(2025, 1, 1),
                        LocalDate.of(2024, 12, 31)),
                LookbackDays.ending(LocalDate.of(2025, 1, 2), 3));
    }

    @Test
    void aDayEndsAtMidnightInNewYork() {
        Instant lateInNewYork = Instant.parse("2025-01-03T04:59:59Z");

        assertEquals(
                LocalDate.of(2025, 1, 2), LookbackDays.today(InstantSource.fixed(lateInNewYork)));
        assertEquals(
                LocalDate.of(2025, 1, 3),
                LookbackDays.today(InstantSource.fixed(lateInNewYork.plusSeconds(1))));
    }

    @Test
    void noDaysAtAllIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> LookbackDays.ending(LocalDate.of(2025, 1, 2), 0));
    }
}
