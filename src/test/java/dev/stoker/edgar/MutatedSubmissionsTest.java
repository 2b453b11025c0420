package dev.stoker.edgar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.edgar.archive.ArchiveLimits;
import dev.stoker.edgar.archive.MemberBuffer;
import dev.stoker.edgar.archive.Tarball;
import dev.stoker.edgar.archive.TarballMember;
import dev.stoker.edgar.text.TextChoice;
import dev.stoker.edgar.text.TextOptions;
import dev.stoker.testkit.TarballBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Real submissions and archives, damaged at random but the same way in each run.
class MutatedSubmissionsTest {
    private static final Path ODDITIES = Path.of("src/test/resources/edgar/oddities.nc.tar.gz");
    private static final Path DAY = Path.of("samples/feed/2025/QTR1/20250103.nc.tar.gz");
    private static final int SUBMISSIONS = 3_000;
    private static final int ARCHIVES = 200;
    private static final String[] TOKENS = {
        "<DOCUMENT>",
        "</DOCUMENT>",
        "<TEXT>",
        "</TEXT>",
        "<XML>",
        "</XML>",
        "<PDF>",
        "</XBRL>",
        "<SEQUENCE>1",
        "<FILENAME>a.xml\n",
        "<TYPE>",
        "<FILER>",
        "</FILER>",
        "</COMPANY-DATA>",
        "<SEC-DOCUMENT>",
        "<SEC-HEADER>",
        "</SEC-HEADER>",
        "<SUBMISSION>",
        "</",
        "<",
        ">",
        "\"",
        " xmlns=\"",
        "begin 644 x\n",
        "end\n",
        "\r",
        "\n",
        "\u000b",
        "\u0085",
        "\u2028",
        "\u00a0",
        "<!DOCTYPE x [<!ENTITY a \"&b;&b;\">]>",
        "\u0000",
        "FILER:\n",
        "\tCOMPANY DATA:\n",
        ":",
        "<html>",
        "<table><tr><td>",
        "</table>",
        "<!--",
        "<script>",
        "<ix:header>",
        "<p style='display:none'>",
        "&#x110000;"
    };

    @TempDir private Path folder;
    private final Random chance = new Random(20250103);

    @ParameterizedTest
    @EnumSource(TextChoice.class)
    void noDamagedSubmissionCrashesOrHangsTheReader(TextChoice choice) throws Exception {
        List<byte[]> originals = submissions();
        TarballBuilder day = new TarballBuilder();
        for (int i = 0; i < SUBMISSIONS; i++) {
            day.add(i + ".nc", damaged(originals.get(chance.nextInt(originals.size()))));
        }
        Path file = day.write(folder.resolve("day"));
        List<DayMember> members = new ArrayList<>();

        assertTimeoutPreemptively(
                Duration.ofSeconds(60),
                () ->
                        DayArchive.describe(
                                file,
                                new TextOptions(choice, TextOptions.USUAL_CHARACTERS),
                                it -> members.add(it.outcome())));

        assertEquals(SUBMISSIONS, members.size());
        assertTrue(members.stream().anyMatch(DayMember.Unreadable.class::isInstance));
        assertTrue(members.stream().allMatch(MutatedSubmissionsTest::isOneLine));
    }

    @Test
    void aDamagedArchiveDeliversWhatItCanAndSaysThatItBroke() throws Exception {
        byte[] original = Files.readAllBytes(ODDITIES);
        for (int i = 0; i < ARCHIVES; i++) {
            byte[] broken = original.clone();
            broken[chance.nextInt(broken.length)] ^= (byte) (1 << chance.nextInt(8));
            Path file = Files.write(folder.resolve("day"), Arrays.copyOf(broken, cut(broken)));

            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> readOrBreak(file));
        }
    }

    private static boolean readOrBreak(Path file) {
        try {
            DayArchive.read(file, _ -> {});
            return true;
        } catch (BrokenArchive e) {
            return !String.valueOf(e.getMessage()).isBlank();
        }
    }

    private int cut(byte[] archive) {
        return chance.nextInt(3) == 0 ? chance.nextInt(archive.length) : archive.length;
    }

    private static boolean isOneLine(DayMember member) {
        return switch (member) {
            case DayMember.Read _ -> true;
            case DayMember.Unreadable(String _, String reason) ->
                    !reason.isBlank() && reason.lines().count() == 1;
        };
    }

    private static List<byte[]> submissions() throws IOException {
        List<byte[]> originals = new ArrayList<>();
        for (Path archive : List.of(ODDITIES, DAY)) {
            try (Tarball tarball = Tarball.open(archive, ArchiveLimits.forHeap(1L << 30))) {
                MemberBuffer buffer = new MemberBuffer();
                Optional<TarballMember> member = tarball.next();
                while (member.isPresent()) {
                    tarball.read(buffer, member.get());
                    originals.add(Arrays.copyOf(buffer.data(), buffer.length()));
                    member = tarball.next();
                }
            }
        }
        originals.removeIf(it -> it.length == 0 || it.length > 60_000);
        return originals;
    }

    private byte[] damaged(byte[] original) {
        byte[] damaged = original;
        int times = 1 + chance.nextInt(6);
        for (int i = 0; i < times && damaged.length > 0; i++) {
            damaged = damagedOnce(damaged);
        }
        return damaged.length == 0 ? original : damaged;
    }

    private byte[] damagedOnce(byte[] bytes) {
        int at = chance.nextInt(bytes.length);
        return switch (chance.nextInt(4)) {
            case 0 -> spliced(bytes, at, at, token());
            case 1 -> spliced(bytes, at, at + chance.nextInt(bytes.length - at), new byte[0]);
            case 2 -> spliced(bytes, at, at + 1, new byte[] {(byte) chance.nextInt(256)});
            default -> {
                int from = chance.nextInt(bytes.length);
                int to = Math.min(bytes.length, from + chance.nextInt(500));
                yield spliced(bytes, at, at, Arrays.copyOfRange(bytes, from, to));
            }
        };
    }

    private byte[] token() {
        return TOKENS[chance.nextInt(TOKENS.length)].getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] put) {
        byte[] out = new byte[bytes.length - (to - from) + put.length];
        System.arraycopy(bytes, 0, out, 0, from);
        System.arraycopy(put, 0, out, from, put.length);
        System.arraycopy(bytes, to, out, from + put.length, bytes.length - to);
        return out;
    }
}
