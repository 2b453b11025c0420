package dev.stoker.app.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenFilesTest {
    @ParameterizedTest
    @CsvSource({"20000, 9744", "4096, 1792", "1024, 256", "600, 150", "1, 1", "1048576, 524032"})
    void aClientTakesTwoFilesAndSomeAreKept(int files, int clients) {
        assertEquals(clients, new OpenFiles(files).clients());
    }

    @Test
    void theLimitOfThisProcessIsFound() {
        assertTrue(OpenFiles.connections().orElseThrow() >= 1);
    }
}
