package dev.stoker.supervisor.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildOutputsTest {
    private static final Instant NOW = Instant.parse("2025-01-02T12:00:00Z");

    @TempDir Path builds;

    @Test
    void thePresentOneAndTheOneUsedBeforeItAreKept() throws IOException {
        built("llm-aaaaaaaaaaaa", 3);
        built("llm-bbbbbbbbbbbb", 1);
        built("llm-cccccccccccc", 2);
        built("llm-dddddddddddd", 9);

        new BuildOutputs(builds.resolve("llm-dddddddddddd")).removeUnused();

        assertEquals(List.of("llm-bbbbbbbbbbbb", "llm-dddddddddddd"), left());
    }

    @Test
    void whatWasBrokenOffIsRemovedUnlessItIsTheNext() throws IOException {
        Files.createDirectories(builds.resolve("llm-aaaaaaaaaaaa/engine"));
        Files.createDirectories(builds.resolve("llm-bbbbbbbbbbbb/engine"));

        new BuildOutputs(builds.resolve("llm-bbbbbbbbbbbb")).removeUnused();

        assertEquals(List.of("llm-bbbbbbbbbbbb"), left());
    }

    @Test
    void whatOtherEnginesUseIsLeft() throws IOException {
        built("llm-large-aaaaaaaaaaaa", 8);
        built("llm-large-bbbbbbbbbbbb", 9);
        built("other-aaaaaaaaaaaa", 9);
        built("notes", 9);

        new BuildOutputs(builds.resolve("llm-cccccccccccc")).removeUnused();

        assertEquals(4, left().size());
    }

    @Test
    void beforeTheFirstBuildThereIsNothingToRemove() throws IOException {
        new BuildOutputs(builds.resolve("none/llm-cccccccccccc")).removeUnused();

        assertEquals(List.of(), left());
    }

    private void built(String name, int hoursAgo) throws IOException {
        Path output = Files.createDirectories(builds.resolve(name));
        Files.writeString(output.resolve("engine"), "compiled");
        Path complete = Files.createFile(output.resolve("complete"));
        Files.setLastModifiedTime(complete, FileTime.from(NOW.minusSeconds(3600L * hoursAgo)));
    }

    private List<String> left() throws IOException {
        try (Stream<Path> all = Files.list(builds)) {
            return all.map(one -> one.getFileName().toString()).sorted().toList();
        }
    }
}
