package dev.stoker.app.command;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryTest {
    @TempDir private Path temporary;

    @Test
    void aTreeIsDeletedWhole() throws IOException {
        Path root = Files.createDirectories(temporary.resolve("root"));
        Files.createDirectories(root.resolve("a/b"));
        Files.writeString(root.resolve("a/b/file"), "x");

        Directory.delete(root);

        assertFalse(Files.exists(root));
    }

    @Test
    void whatALinkPointsToStays() throws IOException {
        Path outside = Files.writeString(temporary.resolve("outside"), "x");
        Path root = Files.createDirectories(temporary.resolve("root"));
        Files.createSymbolicLink(root.resolve("link"), outside);

        Directory.delete(root);

        assertTrue(Files.exists(outside));
    }
}
