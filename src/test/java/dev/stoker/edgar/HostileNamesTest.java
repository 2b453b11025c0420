package dev.stoker.edgar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.edgar.archive.ArchiveLimits;
import dev.stoker.edgar.text.TextOptions;
import dev.stoker.testkit.TarballBuilder;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Names are remembered, since of two members of one name the first counts: an archive may hold
/// more of them than fit into memory.
class HostileNamesTest {
    private static final ArchiveLimits LIMITS = new ArchiveLimits(1 << 20, 200, 32 << 10);

    @TempDir private Path folder;
    private final AtomicInteger delivered = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(strings = {"x", ""})
    void anArchiveOfNothingButNamesEndsEarly(String content) {
        Path file = archive(500, content);

        BrokenArchive broken = assertThrows(BrokenArchive.class, () -> read(file));

        assertTrue(String.valueOf(broken.getMessage()).contains("names"), broken::getMessage);
        assertTrue(delivered.get() < 300, delivered::toString);
    }

    @Test
    void anHonestOneIsReadToItsEnd() throws Exception {
        Path file = archive(150, "x");

        read(file);

        assertEquals(150, delivered.get());
    }

    private Path archive(int members, String content) {
        TarballBuilder archive = new TarballBuilder();
        for (int i = 0; i < members; i++) {
            archive.add("%080d.nc".formatted(i), content);
        }
        return archive.write(folder.resolve("names.nc.tar.gz"));
    }

    private void read(Path file) throws BrokenArchive {
        DayArchive.describe(file, TextOptions.USUAL, LIMITS, _ -> delivered.incrementAndGet());
    }
}
