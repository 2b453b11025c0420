package dev.stoker.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.testkit.SharingEngine;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
    private final List<Process> children = new ArrayList<>();
    @TempDir private Path memory;

    @AfterEach
    void endWhatIsLeft() {
        children.forEach(Process::destroyForcibly);
    }

    @Test
    void sharedMemoryOfAKilledProcessIsRemoved() throws Exception {
        Leftovers leftovers = new Leftovers(memory, Optional.empty());
        Process engine = sharing("psm_1");
        leftovers.look(Stream.of(engine.toHandle()));
        engine.destroyForcibly().waitFor();

        int removed = leftovers.remove();

        assertEquals(1, removed);
        assertFalse(Files.exists(memory.resolve("psm_1")));
    }

    /// As the C library does with semaphores.
    @Test
    void whatGotItsNameAfterItWasMappedIsRemoved() throws Exception {
        Leftovers leftovers = new Leftovers(memory, Optional.empty());
        Process engine = sharing("sem.first");
        Files.move(memory.resolve("sem.first"), memory.resolve("sem.mp-1"));
        leftovers.look(Stream.of(engine.toHandle()));
        Files.createLink(memory.resolve("sem.mp-2"), memory.resolve("sem.mp-1"));
        Files.delete(memory.resolve("sem.mp-1"));
        engine.destroyForcibly().waitFor();

        int removed = leftovers.remove();

        assertEquals(1, removed);
        assertFalse(Files.exists(memory.resolve("sem.mp-2")));
    }

    @Test
    void whateverIsSharedOrNoLongerSharedIsAChange() throws Exception {
        Leftovers leftovers = new Leftovers(memory, Optional.empty());
        Files.setLastModifiedTime(memory, FileTime.fromMillis(1));
        assertTrue(leftovers.changed());
        assertFalse(leftovers.changed());

        Files.createFile(memory.resolve("psm_1"));
        assertTrue(leftovers.changed());

        Files.setLastModifiedTime(memory, FileTime.fromMillis(1));
        leftovers.changed();
        Files.delete(memory.resolve("psm_1"));
        assertTrue(leftovers.changed());
        assertFalse(leftovers.changed());
    }

    @Test
    void whereNothingCanBeSharedNothingChanges() {
        Leftovers leftovers = new Leftovers(memory.resolve("none"), Optional.empty());

        assertFalse(leftovers.changed());
    }

    @Test
    void whatWasThereBeforeTheRunStays() throws Exception {
        Files.write(memory.resolve("psm_1"), new byte[4096]);
        Leftovers leftovers = new Leftovers(memory, Optional.empty());
        Process engine = sharing("psm_1");
        leftovers.look(Stream.of(engine.toHandle()));
        engine.destroyForcibly().waitFor();

        int removed = leftovers.remove();

        assertEquals(0, removed);
        assertTrue(Files.exists(memory.resolve("psm_1")));
    }

    @Test
    void whatAnotherProcessStillMapsStays() throws Exception {
        Leftovers leftovers = new Leftovers(memory, Optional.empty());
        Process engine = sharing("psm_1");
        sharing("psm_1");
        leftovers.look(Stream.of(engine.toHandle()));
        engine.destroyForcibly().waitFor();

        int removed = leftovers.remove();

        assertEquals(0, removed);
        assertTrue(Files.exists(memory.resolve("psm_1")));
    }

    @Test
    void whatNoProcessOfTheRunMappedStays() throws Exception {
        Leftovers leftovers = new Leftovers(memory, Optional.empty());
        Files.write(memory.resolve("somebody-elses"), new byte[1]);

        int removed = leftovers.remove();

        assertEquals(0, removed);
        assertTrue(Files.exists(memory.resolve("somebody-elses")));
    }

    @Test
    void theScratchDirectoryGoesWithAllItsContent(@TempDir Path parent) throws Exception {
        Path scratch = Files.createDirectories(parent.resolve("scratch/deep"));
        Files.writeString(scratch.resolve("rpc"), "");
        Leftovers leftovers = new Leftovers(memory, Optional.of(parent.resolve("scratch")));

        int removed = leftovers.remove();

        assertEquals(1, removed);
        assertFalse(Files.exists(parent.resolve("scratch")));
    }

    private Process sharing(String name) throws IOException {
        var builder = new ProcessBuilder(SharingEngine.command(memory.resolve(name)));
        builder.environment().remove("TMPDIR");
        Process process = builder.redirectErrorStream(true).start();
        children.add(process);
        BufferedReader output = process.inputReader();
        String line = output.readLine();
        while (line != null && !line.startsWith("me=")) {
            line = output.readLine();
        }
        return process;
    }
}
