package dev.stoker.supervisor.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
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

        removeUnusedBy(builds.resolve("llm-dddddddddddd"));

        assertEquals(List.of("llm-bbbbbbbbbbbb", "llm-dddddddddddd"), left());
    }

    @Test
    void whatWasBrokenOffADayAgoIsRemovedUnlessItIsTheNext() throws IOException {
        begun("llm-aaaaaaaaaaaa", 25);
        begun("llm-bbbbbbbbbbbb", 25);

        removeUnusedBy(builds.resolve("llm-bbbbbbbbbbbb"));

        assertEquals(List.of("llm-bbbbbbbbbbbb"), left());
    }

    @Test
    void whatAnotherPodMayStillBuildIsLeft() throws IOException {
        begun("llm-aaaaaaaaaaaa", 23);

        removeUnusedBy(builds.resolve("llm-bbbbbbbbbbbb"));

        assertEquals(List.of("llm-aaaaaaaaaaaa"), left());
    }

    @Test
    void whatOtherEnginesUseIsLeft() throws IOException {
        built("llm-large-aaaaaaaaaaaa", 8);
        built("llm-large-bbbbbbbbbbbb", 9);
        built("other-aaaaaaaaaaaa", 9);
        built("notes", 9);

        removeUnusedBy(builds.resolve("llm-cccccccccccc"));

        assertEquals(4, left().size());
    }

    @Test
    void beforeTheFirstBuildThereIsNothingToRemove() throws IOException {
        removeUnusedBy(builds.resolve("none/llm-cccccccccccc"));

        assertEquals(List.of(), left());
    }

    private static void removeUnusedBy(Path present) throws IOException {
        new BuildOutputs(present, InstantSource.fixed(NOW)).removeUnused();
    }

    private void begun(String name, int hoursAgo) throws IOException {
        Path output = builds.resolve(name);
        Files.createDirectories(output.resolve("engine"));
        Files.setLastModifiedTime(output, FileTime.from(NOW.minusSeconds(3600L * hoursAgo)));
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
