package dev.stoker.edgar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.edgar.feed.PlainFeedListing;
import dev.stoker.edgar.pace.SteppedTime;
import dev.stoker.edgar.select.Amendments;
import dev.stoker.edgar.select.DailyIndex;
import dev.stoker.edgar.select.FilingFilter;
import dev.stoker.edgar.select.IndexedFiling;
import dev.stoker.edgar.select.Wanted;
import dev.stoker.edgar.text.TextChoice;
import dev.stoker.edgar.text.TextOptions;
import dev.stoker.testkit.FeedServer;
import dev.stoker.testkit.FeedServer.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Filings chosen by the daily index of the sample days.
class DayFilingsTest {
    private static final LocalDate DAY = LocalDate.of(2025, 1, 3);
    private static final String INDEX = "daily-index/2025/QTR1/master.20250103.idx";
    private static final String TARBALL = "/2025/QTR1/20250103.nc.tar.gz";

    @TempDir private Path cache;
    private final SteppedTime time = new SteppedTime();
    private FeedServer feed;
    private FeedClient client;

    @BeforeEach
    void serve() throws IOException {
        feed = FeedServer.ofSamples().withSingleFilings();
        client =
                new FeedClient(
                        new FeedSettings(feed.uri(), Optional.empty(), cache, 1 << 30),
                        new PlainFeedListing(feed.uri())::quarter,
                        time);
    }

    @AfterEach
    void stop() {
        client.close();
        feed.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"20250102", "20250103", "20250106"})
    void theSampleIndexListsExactlyTheMembersOfItsDay(String day) throws Exception {
        Path samples = Path.of("samples/feed");
        DailyIndex index =
                DailyIndex.read(
                        Files.readString(
                                samples.resolve("daily-index/2025/QTR1/master." + day + ".idx")));
        List<DescribedMember> members = new ArrayList<>();
        DayArchive.describe(
                samples.resolve("2025/QTR1/" + day + ".nc.tar.gz"),
                TextOptions.USUAL,
                members::add);

        assertEquals(
                members.stream()
                        .map(it -> it.filing().accessionNumber().orElseThrow())
                        .collect(Collectors.toSet()),
                index.filings().stream()
                        .map(IndexedFiling::accessionNumber)
                        .collect(Collectors.toSet()));
        for (IndexedFiling filing : index.filings()) {
            FilingFilter exactly =
                    new FilingFilter(Set.of(filing.form()), Amendments.AS_NAMED, filing.ciks());
            assertTrue(
                    members.stream()
                            .anyMatch(it ->
                                    it.name().contains(filing.accessionNumber())
                                            && it.isWanted(exactly)),
                    filing::toString);
        }
    }

    @Test
    void fewFilingsAreFetchedOneByOneAndReadAsInTheTarball() throws Exception {
        Wanted wanted = wanted("8-K");

        List<DescribedMember> picked = read(wanted);

        List<DescribedMember> sifted = new ArrayList<>();
        DayArchive.describe(
                Path.of("samples/feed" + TARBALL),
                wanted.text(),
                it -> {
                    if (it.isWanted(wanted.filter())) {
                        sifted.add(it);
                    }
                });
        assertFalse(picked.isEmpty());
        assertEquals(filings(sifted), filings(picked));
        assertFalse(paths().contains(TARBALL));
        assertEquals(1 + picked.size(), paths().size());
    }

    @Test
    void aCompanyIsFoundWhereverItIsNamed() throws Exception {
        DailyIndex index =
                DailyIndex.read(Files.readString(Path.of("samples/feed").resolve(INDEX)));
        IndexedFiling four =
                index.filings().stream()
                        .filter(it -> it.form().equals("4") && it.ciks().size() > 1)
                        .findFirst()
                        .orElseThrow();
        for (long cik : four.ciks()) {
            Wanted wanted =
                    new Wanted(
                            new FilingFilter(Set.of(), Amendments.AS_NAMED, Set.of(cik)),
                            TextOptions.USUAL);

            assertTrue(
                    read(wanted).stream()
                            .anyMatch(it ->
                                    it.filing()
                                            .accessionNumber()
                                            .equals(Optional.of(four.accessionNumber()))));
        }
        assertFalse(paths().contains(TARBALL));
    }

    @Test
    void whereNothingIsWantedNothingButTheIndexIsFetched() throws Exception {
        assertEquals(List.of(), read(wanted("S-1")));
        assertEquals(List.of("/" + INDEX), paths());
    }

    @Test
    void manyFilingsComeOutOfTheTarball() throws Exception {
        List<DescribedMember> fours = read(wanted("4"));

        assertTrue(fours.size() > 20, "members " + fours.size());
        assertTrue(fours.stream().allMatch(it -> it.filing().form().equals(Optional.of("4"))));
        assertTrue(paths().contains(TARBALL));
    }

    @Test
    void withoutAFilterTheIndexIsNotAskedFor() throws Exception {
        assertEquals(69, read(Wanted.USUAL).size());
        assertFalse(paths().contains("/" + INDEX));
    }

    @Test
    void aDayInTheCacheIsReadThere() throws Exception {
        client.day(DAY);
        int requests = paths().size();

        assertFalse(read(wanted("8-K")).isEmpty());
        assertEquals(requests, paths().size());
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404})
    void withoutAnIndexTheTarballIsSifted(int status) throws Exception {
        feed.fail(INDEX, new Fault.Answer(status, "AccessDenied"));

        List<DescribedMember> read = read(wanted("8-K"));

        assertFalse(read.isEmpty());
        assertTrue(paths().contains(TARBALL));
    }

    @Test
    void aFilingThatTheArchivesLackSendsTheRestToTheTarballAndNoneComesTwice() throws Exception {
        List<DescribedMember> all = read(wanted("8-K"));
        assertTrue(all.size() > 1, "filings " + all.size());
        String second = paths().get(2);
        feed.fail(second.substring(1), new Fault.Answer(404, "gone"));

        List<DescribedMember> read = read(wanted("8-K"));

        assertEquals(filings(all), filings(read));
        assertTrue(paths().contains(TARBALL));
    }

    @Test
    void aBlockWhilePickingIsToldAndSilencesTheRest() {
        feed.fail(INDEX, new Fault.Answer(403, FeedServer.RATE_PAGE));

        FeedUnavailable blocked = assertThrows(FeedUnavailable.class, () -> read(wanted("8-K")));

        assertTrue(blocked.retryAt().isPresent());
        assertEquals(1, paths().size());
    }

    @Test
    void aDayWithoutDataHasNoFilings() throws Exception {
        assertFalse(DayFilings.read(client, LocalDate.of(2025, 1, 4), wanted("8-K"), _ -> {}));
    }

    @Test
    void theBestTextIsReadOfPickedFilingsToo() throws Exception {
        List<DescribedMember> read =
                read(
                        new Wanted(
                                FilingFilter.ofForms(List.of("8-K")),
                                new TextOptions(TextChoice.BEST, 15_000)));

        assertTrue(read.stream().allMatch(it -> it.filing().text().isPresent()));
    }

    private List<DescribedMember> read(Wanted wanted) throws Exception {
        List<DescribedMember> members = new ArrayList<>();
        assertTrue(DayFilings.read(client, DAY, wanted, members::add));
        return members;
    }

    private static Wanted wanted(String form) {
        return new Wanted(FilingFilter.ofForms(List.of(form)), TextOptions.USUAL);
    }

    private static Set<Filing> filings(List<DescribedMember> members) {
        return members.stream().map(DescribedMember::filing).collect(Collectors.toSet());
    }

    private List<String> paths() {
        return feed.seen().stream().map(FeedServer.Seen::path).toList();
    }
}
