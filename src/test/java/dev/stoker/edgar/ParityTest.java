package dev.stoker.edgar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every member of the sample days and of the oddities against the answers of the reference parser.
class ParityTest {
    private static final Path DAYS = Path.of("samples/feed/2025/QTR1");
    private static final Path ODDITIES = Path.of("src/test/resources/edgar/oddities.nc.tar.gz");

    @ParameterizedTest
    @CsvSource({"20250102, 69", "20250103, 69", "20250106, 71"})
    void everyFilingOfADayReadsAsTheReferenceReadsIt(String day, int members) throws Exception {
        List<ExpectedFiling> expected =
                ExpectedFiling.all("expected-days.jsonl").stream()
                        .filter(filing -> filing.day().equals(day))
                        .toList();

        List<DayMember> read = read(DAYS.resolve(day + ".nc.tar.gz"));

        assertEquals(members, read.size());
        assertParity(expected, read);
    }

    @Test
    void everyOddityReadsAsTheReferenceReadsItOrHasAReason() throws Exception {
        List<ExpectedFiling> expected = ExpectedFiling.all("expected-oddities.jsonl");

        List<DayMember> read = read(ODDITIES);

        assertParity(expected, read);
    }

    private static void assertParity(List<ExpectedFiling> expected, List<DayMember> read) {
        assertEquals(
                sorted(
                        expected.stream()
                                .filter(ExpectedFiling::isAnswered)
                                .map(ExpectedFiling::facts)),
                sorted(
                        read.stream()
                                .filter(DayMember.Read.class::isInstance)
                                .map(ExpectedFiling::facts)));
        assertEquals(
                sorted(
                        expected.stream()
                                .filter(filing -> !filing.isAnswered())
                                .map(ExpectedFiling::member)),
                sorted(
                        read.stream()
                                .filter(DayMember.Unreadable.class::isInstance)
                                .map(DayMember::name)));
    }

    private static List<String> sorted(Stream<String> lines) {
        return lines.sorted().toList();
    }

    private static List<DayMember> read(Path tarball) throws BrokenArchive {
        List<DayMember> members = new ArrayList<>();
        DayArchive.read(tarball, members::add);
        return members;
    }
}
