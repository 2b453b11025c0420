package dev.stoker.app.process;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.app.process.MappedFile.Range;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On real mappings of a real file.
class MappedFileTest {
    private static final int SIZE = 1 << 20;

    private final byte[] content = new byte[SIZE];
    @TempDir private Path directory;

    @Test
    void whatIsMappedCanBeReadAgainOnceItWasGivenBack() throws IOException {
        Path file = file("with space");
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment mapped = map(file, MapMode.READ_ONLY, arena);

            new MappedFile(file).giveBack();

            assertEquals(List.of(range(mapped)), new MappedFile(file).readOnly());
            assertArrayEquals(content, mapped.toArray(ValueLayout.JAVA_BYTE));
            new MappedFile(file).expectUse();
            assertArrayEquals(content, mapped.toArray(ValueLayout.JAVA_BYTE));
        }
    }

    @Test
    void whatWasWrittenToACopyOfAFileStaysWritten() throws IOException {
        Path file = file("copy");
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment mapped = map(file, MapMode.PRIVATE, arena);
            mapped.set(ValueLayout.JAVA_BYTE, SIZE / 2, (byte) ~content[SIZE / 2]);

            boolean heard = MemoryAdvice.PAGE_OUT.give(range(mapped));

            assertTrue(heard);
            assertEquals((byte) ~content[SIZE / 2], mapped.get(ValueLayout.JAVA_BYTE, SIZE / 2));
            assertEquals(content[0], mapped.get(ValueLayout.JAVA_BYTE, 0));
        }
    }

    @Test
    void partsThatCanBeWrittenAreNotGivenBack() throws IOException {
        Path file = file("written");
        try (Arena arena = Arena.ofConfined()) {
            map(file, MapMode.PRIVATE, arena);

            assertEquals(List.of(), new MappedFile(file).readOnly());
        }
    }

    @Test
    void aFileThatIsNotMappedHasNoParts() throws IOException {
        Path file = file("unmapped");

        assertEquals(List.of(), new MappedFile(file).readOnly());
    }

    @Test
    void addressesAboveTheSignBitAreRead() {
        assertEquals(
                new Range(0x801c69000L, 0xffffffffff601000L),
                Range.parse("801c69000-ffffffffff601000"));
    }

    @Test
    void aMachineThatDoesNotKnowTheAddressesSaysSo() {
        assertFalse(MemoryAdvice.NORMAL.give(new Range(1, 2)));
    }

    private Path file(String name) throws IOException {
        new Random(1).nextBytes(content);
        return Files.write(directory.toRealPath().resolve(name), content);
    }

    private static MemorySegment map(Path file, MapMode mode, Arena arena) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(mode, 0, SIZE, arena);
        }
    }

    private static Range range(MemorySegment mapped) {
        return new Range(mapped.address(), mapped.address() + mapped.byteSize());
    }
}
