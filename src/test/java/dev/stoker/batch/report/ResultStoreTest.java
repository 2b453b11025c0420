package dev.stoker.batch.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.batch.job.Claim;
import dev.stoker.batch.job.ItemState;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.NewJob;
import dev.stoker.batch.job.Result;
import dev.stoker.batch.job.ResultQuery;
import dev.stoker.batch.job.Tokens;
import dev.stoker.batch.queue.ItemQueue;
import dev.stoker.batch.queue.JobStore;
import dev.stoker.batch.queue.Lease;
import dev.stoker.testkit.Items;
import dev.stoker.testkit.MovableTime;
import dev.stoker.testkit.QueueDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResultStoreTest {
    private final MovableTime time = new MovableTime();
    private QueueDatabase database;
    private JobStore jobs;
    private ResultStore results;
    private ItemQueue queue;

    @BeforeEach
    void open() {
        database = QueueDatabase.fresh();
        jobs = new JobStore(database.source(), time);
        results = new ResultStore(database.source());
        queue =
                new ItemQueue(
                        database.source(),
                        time,
                        new Lease("here", "here/1", Duration.ofSeconds(15)));
        queue.open();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void resultsAreReadInTheOrderInWhichItemsEnded() {
        JobId job = jobs.create(NewJob.whole(Items.job(), Items.items(3))).id();
        List<Claim> claims = bySequence(queue.claim(Items.MODEL, 3, 1));
        queue.record(List.of(Items.answered(claims.get(2))));
        queue.record(
                List.of(Items.failed(claims.get(0), "too long"), Items.answered(claims.get(1))));

        List<Result> first = results.next(ResultQuery.of(job), 2);
        List<Result> rest = results.next(ResultQuery.of(job).after(first.getLast().cursor()), 2);

        assertEquals(List.of("item-2", "item-0"), keys(first));
        assertEquals(List.of("item-1"), keys(rest));
        assertEquals(Optional.of("too long"), first.getLast().error());
        assertEquals(
                Optional.of(new Result.Answer(200, "{\"ok\":true}", new Tokens(10, 2))),
                rest.getFirst().answer());
    }

    @Test
    void resultsAreChosenByStateAndByAttribute() {
        JobId job = jobs.create(NewJob.whole(Items.job(), Items.items(3))).id();
        List<Claim> claims = bySequence(queue.claim(Items.MODEL, 3, 1));
        queue.record(
                List.of(
                        Items.answered(claims.get(0)),
                        Items.failed(claims.get(1), "no"),
                        Items.answered(claims.get(2))));

        List<Result> failed = results.next(ResultQuery.of(job).in(Set.of(ItemState.FAILED)), 10);
        List<Result> second = results.next(ResultQuery.of(job).having("{\"key\":\"item-2\"}"), 10);

        assertEquals(List.of("item-1"), keys(failed));
        assertEquals(List.of("item-2"), keys(second));
    }

    @Test
    void aReaderWhoFollowsTheCursorMissesNothingThatIsRecordedMeanwhile() throws Exception {
        int items = 1_000;
        JobId job = jobs.create(NewJob.whole(Items.job(), Items.items(items))).id();
        List<String> read = new ArrayList<>();

        try (ExecutorService recorders = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                running.add(recorders.submit(this::answerAll));
            }
            ResultQuery query = ResultQuery.of(job);
            boolean ended = false;
            while (!ended) {
                ended = running.stream().allMatch(Future::isDone);
                List<Result> page = results.next(query, items);
                read.addAll(keys(page));
                query = page.isEmpty() ? query : query.after(page.getLast().cursor());
            }
        }

        assertEquals(items, read.size());
        assertEquals(items, Set.copyOf(read).size());
    }

    private void answerAll() {
        List<Claim> claims = queue.claim(Items.MODEL, 7, 1);
        while (!claims.isEmpty()) {
            claims.forEach(
                    claim -> assertTrue(!queue.record(List.of(Items.answered(claim))).isEmpty()));
            claims = queue.claim(Items.MODEL, 7, 1);
        }
    }

    private static List<Claim> bySequence(List<Claim> claims) {
        return claims.stream()
                .sorted((a, b) -> Long.compare(a.ref().sequence(), b.ref().sequence()))
                .toList();
    }

    private static List<String> keys(List<Result> results) {
        return results.stream().map(result -> result.subject().key()).toList();
    }
}
