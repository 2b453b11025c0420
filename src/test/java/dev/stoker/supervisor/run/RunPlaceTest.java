package dev.stoker.supervisor.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.supervisor.memory.CrashBundles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunPlaceTest {
    @TempDir private Path state;

    @Test
    void whatADeadRunLeftIsGone() throws IOException {
        RunPlace place = RunPlace.of(state, "tiny");
        place.empty();
        Files.createDirectories(place.directory().resolve("deep/er"));
        Files.writeString(place.directory().resolve("deep/er/socket"), "x");

        place.empty();

        assertTrue(place.directory().toFile().list().length == 0);
    }

    @Test
    void nobodyElseOnTheMachineMayReadIt() throws IOException {
        RunPlace place = RunPlace.of(state.resolve("new"), "tiny");

        place.empty();

        assertEquals("rwx------", permissions(place.directory()));
        assertEquals("rwx------", permissions(place.scratch()));
        assertEquals("rwx------", permissions(state.resolve("new")));
    }

    @Test
    void norTheLastWordsOfACrashedEngine() throws IOException {
        new CrashBundles(state)
                .keep(new CrashBundles.Bundle("tiny", 1, Instant.EPOCH, Map.of(), Map.of()));

        assertEquals(
                List.of("19700101T000000.000Z-tiny-run1.txt"), new CrashBundles(state).names());
        assertEquals("rwx------", permissions(state.resolve("crashes")));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
