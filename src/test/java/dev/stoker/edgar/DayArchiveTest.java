package dev.stoker.edgar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.edgar.archive.ArchiveLimits;
import dev.stoker.edgar.text.TextOptions;
import dev.stoker.testkit.SubmissionText;
import dev.stoker.testkit.TarballBuilder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DayArchiveTest {
    private static final ArchiveLimits LIMITS = new ArchiveLimits(1 << 20, 200);

    @TempDir private Path folder;

    @Test
    void membersArriveInArchiveOrderThoughTheyAreParsedInParallel() throws Exception {
        TarballBuilder day = new TarballBuilder();
        for (int i = 0; i < 500; i++) {
            day.add("%04d.nc".formatted(i), filing(i, i % 7 == 0 ? 60_000 : 10));
        }

        List<String> names = read(day).stream().map(DayMember::name).toList();

        assertEquals(IntStream.range(0, 500).mapToObj("%04d.nc"::formatted).toList(), names);
    }

    @Test
    void onlyRegularFilesNamedNcCount() throws Exception {
        TarballBuilder day =
                new TarballBuilder()
                        .addSpecial("folder.nc/", TarConstants.LF_DIR)
                        .addSpecial("link.nc", TarConstants.LF_SYMLINK)
                        .addSpecial("hard.nc", TarConstants.LF_LINK)
                        .addSpecial("pipe.nc", TarConstants.LF_FIFO)
                        .add("a.corr01", filing(1, 1))
                        .add("a.nc", filing(1, 1));

        assertEquals(List.of("a.nc"), read(day).stream().map(DayMember::name).toList());
    }

    @Test
    void foldersInANameAreIgnoredAndLongNamesRead() throws Exception {
        String deep = "d/".repeat(150);
        TarballBuilder day =
                new TarballBuilder()
                        .add("../../a.nc", filing(1, 1))
                        .add("/etc/b.nc", filing(2, 1))
                        .add(deep + "c.nc", filing(3, 1));

        assertEquals(
                List.of("a.nc", "b.nc", "c.nc"), read(day).stream().map(DayMember::name).toList());
    }

    @Test
    void ofTwoMembersOfOneNameTheFirstThatIsNotEmptyCounts() throws Exception {
        TarballBuilder day =
                new TarballBuilder()
                        .add("a.nc", "")
                        .add("a.nc", filing(1, 1))
                        .add("a.nc", filing(2, 1))
                        .add("b.nc", "");

        List<DayMember> members = read(day);

        assertEquals(Optional.of("1"), accession(members.get(0)));
        assertEquals(new DayMember.Unreadable("b.nc", "empty file"), members.get(1));
        assertEquals(2, members.size());
    }

    @Test
    void aMemberThatIsTooLargeFailsAloneAndNamesBothNumbers() throws Exception {
        TarballBuilder day =
                new TarballBuilder()
                        .add("bomb.nc", noise((1 << 20) + 1))
                        .add("good.nc", filing(1, 1));

        List<DayMember> members = read(day);

        assertEquals(
                new DayMember.Unreadable(
                        "bomb.nc", "1048577 bytes, more than the 1048576 a member may have"),
                members.get(0));
        assertInstanceOf(DayMember.Read.class, members.get(1));
    }

    @Test
    void aMemberOf300MegabytesFailsAloneUnderTheUsualLimits() throws Exception {
        Path day = folder.resolve("large");
        long bytes = 300L << 20;
        try (var tar = new TarArchiveOutputStream(stored(day))) {
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            TarArchiveEntry large = new TarArchiveEntry("large.nc");
            large.setSize(bytes);
            tar.putArchiveEntry(large);
            byte[] block = new byte[1 << 20];
            for (long written = 0; written < bytes; written += block.length) {
                tar.write(block);
            }
            tar.closeArchiveEntry();
            byte[] good = filing(1, 1).getBytes(StandardCharsets.UTF_8);
            TarArchiveEntry small = new TarArchiveEntry("good.nc");
            small.setSize(good.length);
            tar.putArchiveEntry(small);
            tar.write(good);
            tar.closeArchiveEntry();
        }
        List<DayMember> members = new ArrayList<>();

        DayArchive.read(day, members::add);

        DayMember.Unreadable large =
                assertInstanceOf(DayMember.Unreadable.class, members.getFirst());
        assertTrue(large.reason().startsWith("314572800 bytes, more than the "), large.reason());
        assertInstanceOf(DayMember.Read.class, members.getLast());
    }

    @Test
    void noiseIsAMemberWithAReason() throws Exception {
        TarballBuilder day =
                new TarballBuilder().add("noise.nc", noise(100_000)).add("good.nc", filing(1, 1));

        List<DayMember> members = read(day);

        assertInstanceOf(DayMember.Unreadable.class, members.getFirst());
        assertInstanceOf(DayMember.Read.class, members.getLast());
    }

    @Test
    void anArchiveThatInflatesBeyondReasonIsBrokenOff() {
        TarballBuilder day = new TarballBuilder().add("good.nc", filing(1, 1));
        for (int i = 0; i < 90; i++) {
            day.add("%02d.nc".formatted(i), new byte[1 << 20]);
        }
        List<DayMember> members = new ArrayList<>();

        BrokenArchive broken =
                assertThrows(
                        BrokenArchive.class,
                        () ->
                                DayArchive.describe(
                                        day.write(folder.resolve("bomb")),
                                        TextOptions.USUAL,
                                        LIMITS,
                                        it -> members.add(it.outcome())));

        assertTrue(String.valueOf(broken.getMessage()).contains("more than 200 times its size"));
        assertInstanceOf(DayMember.Read.class, members.get(0));
    }

    @Test
    void whatStandsBeforeACutIsDeliveredBeforeTheBreakIsTold() throws Exception {
        TarballBuilder day = new TarballBuilder();
        for (int i = 0; i < 50; i++) {
            day.add("%02d.nc".formatted(i), SubmissionText.withXml("" + i, digits(i)));
        }
        byte[] whole = day.bytes();
        Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, whole.length / 2));
        List<DayMember> members = new ArrayList<>();

        BrokenArchive broken =
                assertThrows(BrokenArchive.class, () -> DayArchive.read(cut, members::add));

        assertTrue(members.size() > 5, "delivered " + members.size());
        assertTrue(
                String.valueOf(broken.getMessage())
                        .contains("broke off after " + members.size() + " members"),
                broken.getMessage());
        assertTrue(members.stream().allMatch(DayMember.Read.class::isInstance));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 9, 10, 18, 19, 20, 100})
    void aTarballCutAnywhereIsBrokenAndNeverTakenForComplete(int bytes) throws Exception {
        byte[] whole = new TarballBuilder().add("a.nc", filing(1, 300)).bytes();
        Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, bytes));

        assertThrows(BrokenArchive.class, () -> DayArchive.read(cut, _ -> {}));
    }

    @Test
    void aWrongChecksumAtTheVeryEndIsABreak() throws Exception {
        byte[] whole = new TarballBuilder().add("a.nc", filing(1, 300)).bytes();
        whole[whole.length - 6] ^= 1;
        Path wrong = Files.write(folder.resolve("wrong"), whole);

        assertThrows(BrokenArchive.class, () -> DayArchive.read(wrong, _ -> {}));
    }

    @Test
    void aFileThatIsNotThereIsABreakThatNamesIt() {
        Path missing = folder.resolve("missing.nc.tar.gz");

        BrokenArchive broken =
                assertThrows(BrokenArchive.class, () -> DayArchive.read(missing, _ -> {}));

        assertTrue(String.valueOf(broken.getMessage()).contains("missing.nc.tar.gz"));
    }

    @Test
    @Timeout(20)
    void aConsumerThatFailsEndsTheReading() {
        TarballBuilder day = new TarballBuilder();
        for (int i = 0; i < 200; i++) {
            day.add("%03d.nc".formatted(i), filing(i, 100));
        }
        Path file = day.write(folder.resolve("day"));
        List<DayMember> members = new ArrayList<>();

        IllegalStateException thrown =
                assertThrows(
                        IllegalStateException.class,
                        () ->
                                DayArchive.read(
                                        file,
                                        member -> {
                                            members.add(member);
                                            throw new IllegalStateException("full");
                                        }));

        assertEquals("full", thrown.getMessage());
        assertEquals(1, members.size());
    }

    private List<DayMember> read(TarballBuilder day) throws BrokenArchive {
        List<DayMember> members = new ArrayList<>();
        DayArchive.describe(
                day.write(folder.resolve("day")),
                TextOptions.USUAL,
                LIMITS,
                it -> members.add(it.outcome()));
        return members;
    }

    private static Optional<String> accession(DayMember member) {
        return assertInstanceOf(DayMember.Read.class, member).filing().accessionNumber();
    }

    private static String filing(int number, int elements) {
        return SubmissionText.withXml("" + number, "<a>" + "<b>1</b>".repeat(elements) + "</a>");
    }

    private static String digits(int seed) {
        return new Random(seed)
                .ints(5_000, 0, 10)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining());
    }

    /// Gzip that does not compress: what a bomb is not.
    private static OutputStream stored(Path file) throws IOException {
        return new GZIPOutputStream(new BufferedOutputStream(Files.newOutputStream(file))) {
            {
                def.setLevel(Deflater.NO_COMPRESSION);
            }
        };
    }

    private static byte[] noise(int bytes) {
        byte[] noise = new byte[bytes];
        new Random(bytes).nextBytes(noise);
        return noise;
    }
}
