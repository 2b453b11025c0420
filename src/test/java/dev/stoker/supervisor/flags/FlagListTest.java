package dev.stoker.supervisor.flags;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FlagListTest {
    private static final Path HELP = Path.of("src/test/resources/engine-help");

    @Test
    void everyNameOfAnOptionIsAFlag() throws IOException {
        FlagList flags = FlagList.ofHelp(Files.readString(HELP.resolve("vllm-0.32.0.txt")));

        assertTrue(
                flags.names()
                        .containsAll(
                                Set.of(
                                        "max-model-len",
                                        "api-server-count",
                                        "asc",
                                        "async-scheduling",
                                        "no-async-scheduling",
                                        "h",
                                        "help")),
                () -> "" + flags.names());
    }

    @Test
    void choicesAreKept() throws IOException {
        FlagList flags = FlagList.ofHelp(Files.readString(HELP.resolve("vllm-0.32.0.txt")));

        assertTrue(
                flags.choices()
                        .getOrDefault("kv-cache-dtype", Set.of())
                        .containsAll(Set.of("auto", "fp8", "nvfp4")));
        assertEquals(Set.of(), flags.choices().get("max-model-len"));
    }

    @Test
    void wordsOfTheMeaningAreNoFlags() {
        FlagList flags =
                FlagList.ofHelp(
                        """
                          --one ONE             Needs --two as well.
                                                --three is another
                        """);

        assertEquals(Set.of("one"), flags.names());
    }

    @Test
    void llamaCppSetsItsColumnsWide() throws IOException {
        FlagList flags = FlagList.ofHelp(Files.readString(HELP.resolve("llama-cpp.txt")));

        assertTrue(
                flags.names().containsAll(Set.of("t", "threads", "tb", "threads-batch", "prio")),
                () -> "" + flags.names());
        assertFalse(flags.names().contains("mask"));
    }

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        FlagList flags = FlagList.ofHelp(Files.readString(HELP.resolve("vllm-0.32.0.txt")));

        assertEquals(flags, FlagList.ofLines(flags.lines()));
    }

    @Test
    void twoReleasesAreCompared() {
        FlagList older = FlagList.ofHelp("  --kept\n  --dropped\n");
        FlagList newer = FlagList.ofHelp("  --kept\n  --fresh\n");

        assertEquals(Set.of("fresh"), newer.without(older));
        assertEquals(Set.of("dropped"), older.without(newer));
    }
}
