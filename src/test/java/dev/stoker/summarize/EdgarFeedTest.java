package dev.stoker.summarize;

import static dev.stoker.testkit.BatchFixture.awaitEnd;
import static dev.stoker.testkit.BatchFixture.results;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.batch.Batch;
import dev.stoker.batch.job.Job;
import dev.stoker.batch.job.Result;
import dev.stoker.batch.job.ResultQuery;
import dev.stoker.edgar.FeedClient;
import dev.stoker.edgar.FeedSettings;
import dev.stoker.edgar.feed.PlainFeedListing;
import dev.stoker.edgar.pace.FeedTime;
import dev.stoker.edgar.select.Wanted;
import dev.stoker.testkit.BatchFixture;
import dev.stoker.testkit.FeedServer;
import dev.stoker.testkit.Items;
import dev.stoker.testkit.ScriptedEngine;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EdgarFeedTest {
    private static final LocalDate THURSDAY = LocalDate.of(2025, 1, 2);
    private static final LocalDate FRIDAY = LocalDate.of(2025, 1, 3);
    private static final LocalDate SUNDAY = LocalDate.of(2025, 1, 5);
    private static final LocalDate MONDAY = LocalDate.of(2025, 1, 6);
    private static final String TARBALL = "2025/QTR1/20250102.nc.tar.gz";

    @TempDir Path cache;

    @Test
    void theSampleDaysAreSummarisedWholeAndEachFilingOnce() throws IOException {
        ScriptedEngine engine = new ScriptedEngine(Items.MODEL);
        try (FeedServer server = FeedServer.ofSamples();
                FeedClient client = client(server);
                BatchFixture fixture = new BatchFixture()) {
            Batch batch = fixture.start("here", engine);
            try (Summaries summaries = summaries(batch, new EdgarFeed(client))) {
                summaries.start();

                Job job = awaitEnd(batch, submit(summaries, THURSDAY, FRIDAY, SUNDAY, MONDAY).id());

                // 209 members, three of which are there on a second day
                assertEquals(206, job.tally().total());
                assertEquals(206, job.tally().ended().done() + job.tally().ended().dropped());
                assertEquals(job.tally().ended().done(), engine.calls().size());
                List<Result> fours =
                        batch.jobs()
                                .results(ResultQuery.of(job.id()).having("{\"form\": \"4\"}"), 500);
                assertTrue(fours.size() > 30, () -> "Form 4 filings: " + fours.size());
                assertEquals(results(batch, job.id()).size(), job.tally().ended().done());
            }
        }
    }

    @Test
    void aDayWithoutDataHasNoFilings() throws Exception {
        try (FeedServer server = FeedServer.ofSamples();
                FeedClient client = client(server)) {
            List<FilingSource.Member> members = new ArrayList<>();

            new EdgarFeed(client).read(SUNDAY, Wanted.USUAL, members::add);

            assertEquals(List.of(), members);
        }
    }

    @Test
    void aDayThatTheFeedRefusesIsToldWithItsAddress() throws Exception {
        try (FeedServer server = FeedServer.ofSamples();
                FeedClient client = client(server)) {
            server.fail(TARBALL, new FeedServer.Fault.Answer(403, FeedServer.UNDECLARED_PAGE));

            IOException failure =
                    assertThrows(
                            IOException.class,
                            () -> new EdgarFeed(client).read(THURSDAY, Wanted.USUAL, _ -> {}));

            assertTrue(String.valueOf(failure).contains(TARBALL), failure::toString);
        }
    }

    private FeedClient client(FeedServer server) {
        URI base = server.uri();
        return new FeedClient(
                new FeedSettings(base, Optional.empty(), cache, 1_000_000_000),
                new PlainFeedListing(base)::quarter,
                FeedTime.ofSystem());
    }

    private static Summaries summaries(Batch batch, FilingSource source) {
        SummarySettings settings = new SummarySettings(Optional.empty(), 4, 1);
        return new Summaries(batch, source, settings, InstantSource.system());
    }

    private static Job submit(Summaries summaries, LocalDate... days) {
        return summaries.submit(
                new SummaryRequest(
                        new SummaryRequest.Days(List.of(days)),
                        Wanted.USUAL,
                        Optional.empty(),
                        Prompt.DEFAULT),
                Items.MODEL);
    }
}
