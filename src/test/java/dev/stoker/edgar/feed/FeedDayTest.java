package dev.stoker.edgar.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedDayTest {
    @ParameterizedTest
    @CsvSource({
        "2025-01-02, 2025/QTR1/20250102.nc.tar.gz",
        "2025-03-31, 2025/QTR1/20250331.nc.tar.gz",
        "2025-04-01, 2025/QTR2/20250401.nc.tar.gz",
        "2024-12-31, 2024/QTR4/20241231.nc.tar.gz"
    })
    void aDayHasItsPlaceInAQuarter(LocalDate date, String path) {
        assertEquals(path, new FeedDay(date).path());
    }
}
