package dev.stoker.gateway.admission.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRingTest {
    @TempDir Path directory;
    private Path file = Path.of("");

    @BeforeEach
    void oneKey() throws IOException {
        file = directory.resolve("keys");
        Files.writeString(file, line("alice", "old"));
    }

    @Test
    void withoutAFileTheDoorIsOpen() {
        assertTrue(new KeyRing(Optional.empty()).isOpen());
    }

    @Test
    void withAFileOnlyItsKeysOpen() {
        KeyRing ring = new KeyRing(Optional.of(file));

        assertFalse(ring.isOpen());
        assertEquals(Optional.of("alice"), ring.find("old").map(ApiKey::name));
        assertEquals(Optional.empty(), ring.find("new"));
        assertEquals(Optional.empty(), ring.find(""));
    }

    @Test
    void aFileWithoutKeysOpensToNobody() throws IOException {
        Files.writeString(file, "# none yet\n");

        KeyRing ring = new KeyRing(Optional.of(file));

        assertFalse(ring.isOpen());
        assertEquals(Optional.empty(), ring.find("old"));
    }

    @Test
    void aChangedFileChangesTheKeys() throws IOException {
        KeyRing ring = new KeyRing(Optional.of(file));
        Files.writeString(file, line("alice", "new") + line("bob", "bobs"));

        ring.refresh();

        assertEquals(Optional.empty(), ring.find("old"));
        assertEquals(Optional.of("alice"), ring.find("new").map(ApiKey::name));
        assertEquals(Optional.of("bob"), ring.find("bobs").map(ApiKey::name));
    }

    @Test
    void aBrokenFileLeavesTheKeysAsTheyWere() throws IOException {
        KeyRing ring = new KeyRing(Optional.of(file));
        Files.writeString(file, "alice");

        ring.refresh();

        assertTrue(ring.find("old").isPresent());
    }

    @Test
    void aLostFileLeavesTheKeysAsTheyWereUntilItIsBack() throws IOException {
        KeyRing ring = new KeyRing(Optional.of(file));
        Files.delete(file);

        ring.refresh();
        ring.refresh();

        assertTrue(ring.find("old").isPresent());
        Files.writeString(file, line("alice", "new"));
        ring.refresh();
        assertTrue(ring.find("new").isPresent());
    }

    @Test
    void aStartWithAFileThatCannotBeUsedFailsWithTheReason() throws IOException {
        Files.writeString(file, "alice");

        var broken =
                assertThrows(IllegalStateException.class, () -> new KeyRing(Optional.of(file)));
        var missing =
                assertThrows(
                        UncheckedIOException.class,
                        () -> new KeyRing(Optional.of(directory.resolve("none"))));

        assertEquals(
                "stoker.keys.file: " + file + ":1 a name and a hash expected", broken.getMessage());
        assertEquals(
                "stoker.keys.file cannot be read: " + directory.resolve("none"),
                missing.getMessage());
    }

    private static String line(String name, String secret) {
        return name + " " + KeyHash.of(secret).hex() + "\n";
    }
}
