package dev.stoker.edgar.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.testkit.TarballBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarballTest {
    private static final ArchiveLimits LIMITS = new ArchiveLimits(1 << 20, 200);

    @TempDir private Path folder;

    @Test
    void membersAreReadOrPassedOverInAnyMixture() throws Exception {
        TarballBuilder builder = new TarballBuilder();
        for (int i = 0; i < 10; i++) {
            builder.add("dir/" + i + ".nc", noise(i * 1_000));
        }
        List<String> names = new ArrayList<>();

        try (Tarball tarball = open(builder)) {
            MemberBuffer buffer = new MemberBuffer();
            Optional<TarballMember> member = tarball.next();
            while (member.isPresent()) {
                int number = names.size();
                names.add(member.get().name());
                if (number % 2 == 0) {
                    tarball.read(buffer, member.get());
                    assertArrayEquals(
                            noise(number * 1_000), Arrays.copyOf(buffer.data(), buffer.length()));
                } else {
                    tarball.skipRest();
                }
                member = tarball.next();
            }
        }

        assertEquals(10, names.size());
        assertEquals("9.nc", names.getLast());
    }

    /// As two packed halves, one behind the other, arrive: a stream may have nothing at hand
    /// between them.
    @Test
    void aSecondGzipMemberIsReadWhenItComesLater() throws Exception {
        byte[] tar = unpacked(new TarballBuilder().add("a.nc", "one").add("b.nc", "two").bytes());
        InputStream halves =
                new SequenceInputStream(
                        new ByteArrayInputStream(packed(tar, 0, 1024)),
                        new ByteArrayInputStream(packed(tar, 1024, tar.length)));

        try (Tarball tarball = Tarball.of(halves, LIMITS)) {
            assertEquals("a.nc", tarball.next().orElseThrow().name());
            assertEquals("b.nc", tarball.next().orElseThrow().name());
            assertEquals(Optional.empty(), tarball.next());
        }
    }

    @Test
    void aNameOfTwoMebibytesIsRefused() throws Exception {
        try (Tarball tarball = open(new TarballBuilder().addLongName(2 << 20))) {
            IOException refused = assertThrows(IOException.class, tarball::next);

            assertTrue(String.valueOf(refused.getMessage()).contains("more than a mebibyte"));
        }
    }

    @Test
    void aBufferGrowsOnlyAsBytesArrive() {
        MemberBuffer buffer = new MemberBuffer();
        byte[] few = "few".getBytes(StandardCharsets.US_ASCII);

        assertThrows(
                EOFException.class,
                () -> buffer.fill(new ByteArrayInputStream(few), Integer.MAX_VALUE));
        assertTrue(buffer.capacity() < 1 << 20);
    }

    @Test
    void aBufferIsUsedAgainForASmallerMember() throws Exception {
        MemberBuffer buffer = new MemberBuffer();
        buffer.fill(new ByteArrayInputStream(noise(500_000)), 500_000);
        int capacity = buffer.capacity();

        buffer.fill(new ByteArrayInputStream(noise(10)), 10);

        assertEquals(10, buffer.length());
        assertEquals(capacity, buffer.capacity());
    }

    @Test
    void aMemberMayTakeAQuarterOfASmallHeapAndNeverMoreThan200Mebibytes() {
        assertEquals(64L << 20, ArchiveLimits.forHeap(256L << 20).memberBytes());
        assertEquals(200L << 20, ArchiveLimits.forHeap(64L << 30).memberBytes());
    }

    @Test
    void limitsOfNothingAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new ArchiveLimits(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new ArchiveLimits(1, 0));
    }

    private Tarball open(TarballBuilder builder) throws IOException {
        return Tarball.open(builder.write(folder.resolve("day")), LIMITS);
    }

    private static byte[] unpacked(byte[] gzip) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return in.readAllBytes();
        }
    }

    private static byte[] packed(byte[] bytes, int from, int to) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes, from, to - from);
        }
        return packed.toByteArray();
    }

    private static byte[] noise(int bytes) {
        byte[] noise = new byte[bytes];
        new Random(bytes).nextBytes(noise);
        return noise;
    }
}
