package dev.stoker.supervisor.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.supervisor.memory.CrashBundles.Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashBundlesTest {
    private static final Instant AT = Instant.parse("2026-11-21T09:00:00Z");

    @TempDir private Path directory;

    @Test
    void aBundleTellsWhatHappenedAndTheLastLines() throws IOException {
        var bundles = new CrashBundles(directory);

        bundles.keep(
                new Bundle(
                                "glm",
                                3,
                                AT,
                                Map.of("cause", "gpu-error"),
                                Map.of("last lines of output", List.of("one", "two")))
                        .with("GPUs", List.of("0: 5 of 81559 MiB used")));

        String name = bundles.names().getFirst();
        assertEquals("20261121T090000.000Z-glm-run3.txt", name);
        assertEquals(
                """
                engine: glm
                run: 3
                at: 2026-11-21T09:00:00Z
                cause: gpu-error

                last lines of output:
                one
                two

                GPUs:
                0: 5 of 81559 MiB used
                """,
                bundles.read(name).orElseThrow());
    }

    @Test
    void onlyTheNewestTenAreKept() {
        var bundles = new CrashBundles(directory);

        for (int run = 1; run <= 13; run++) {
            bundles.keep(new Bundle("glm", run, AT.plusSeconds(run), Map.of(), Map.of()));
        }

        assertEquals(10, bundles.names().size());
        assertTrue(bundles.names().getFirst().endsWith("run13.txt"));
        assertTrue(bundles.names().getLast().endsWith("run4.txt"));
    }

    @Test
    void noOtherFileIsRead() throws IOException {
        Files.writeString(directory.resolve("secret"), "no crash");

        assertEquals(Optional.empty(), new CrashBundles(directory).read("../secret"));
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsNoError() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "not a directory");
        var bundles = new CrashBundles(file);

        bundles.keep(new Bundle("glm", 1, AT, Map.of(), Map.of()));

        assertEquals(List.of(), bundles.names());
    }
}
