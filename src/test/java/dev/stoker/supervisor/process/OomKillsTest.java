package dev.stoker.supervisor.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OomKillsTest {
    @TempDir private Path directory;

    @Test
    void theCountOfTheControlGroupIsRead() throws IOException {
        Path events = directory.resolve("memory.events");
        Files.writeString(events, "low 0\nhigh 0\nmax 12\noom 3\noom_kill 2\noom_group_kill 1\n");

        assertEquals(2, new OomKills(List.of(events)).count());
    }

    @Test
    void whereTheControlGroupDoesNotTellTheMachineDoes() throws IOException {
        Path machine = directory.resolve("vmstat");
        Files.writeString(machine, "nr_free_pages 4931\noom_kill 7\nnuma_pte_updates 0\n");

        var kills = new OomKills(List.of(directory.resolve("absent"), machine));

        assertEquals(7, kills.count());
    }

    @Test
    void whereNobodyTellsNobodyWasKilled() {
        assertEquals(0, new OomKills(List.of(directory.resolve("absent"))).count());
    }
}
