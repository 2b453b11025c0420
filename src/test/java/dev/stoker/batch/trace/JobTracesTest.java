package dev.stoker.batch.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.batch.job.Claim;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.NewItem;
import dev.stoker.batch.job.NewJob;
import dev.stoker.batch.job.Outcome;
import dev.stoker.batch.job.Tokens;
import dev.stoker.batch.queue.JobStore;
import dev.stoker.testkit.Items;
import dev.stoker.testkit.ListedTraces;
import dev.stoker.testkit.ListedTraces.ListedSpan;
import dev.stoker.testkit.QueueDatabase;
import dev.stoker.trace.CurrentSpan;
import dev.stoker.trace.Facts;
import dev.stoker.trace.Span;
import dev.stoker.trace.TraceParent;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobTracesTest {
    private static final Outcome ANSWER = new Outcome.Answered(200, "{}", new Tokens(10, 2));
    private static final Outcome FAILURE = new Outcome.Failed("a private matter");
    private static final long LATE = 200;

    private final QueueDatabase database = QueueDatabase.fresh();
    private final JobStore store = new JobStore(database.source(), InstantSource.system());
    private final ListedTraces traces = new ListedTraces();
    private final ItemSamples samples = new ItemSamples(0);
    private final JobTraces jobs = new JobTraces(traces, JobParents.in(database.source()), samples);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aSubmissionStandsBelowItsRequestAndWhatIsDoneLaterBelowTheSubmission() throws Exception {
        Span request = traces.begin(Span.Kind.SERVER, "request", TraceParent.NONE);

        JobId job = CurrentSpan.during(request, this::submit);
        otherStoker().item(claim(job, 1), () -> ANSWER);
        otherStoker().reading(job, () -> CurrentSpan.part("read day", () -> ""));

        ListedSpan submission = traces.one("submit job");
        assertTrue(submission.isBelow(request));
        assertEquals(job.toString(), submission.fact(Facts.JOB));
        ListedSpan item = traces.one("item");
        assertTrue(item.isBelow(submission));
        assertEquals("1", item.fact(Facts.ITEM));
        assertEquals("10", item.fact(Facts.INPUT_TOKENS));
        assertEquals("answered", item.fact(Facts.OUTCOME));
        assertTrue(traces.one("read source").isBelow(submission));
        assertTrue(traces.one("read day").isBelow(traces.one("read source")));
    }

    @Test
    void theEngineIsToldOfTheItemsOwnSpan() throws Exception {
        JobId job = submit();

        List<String> told = new ArrayList<>();
        jobs.item(claim(job, 1), () -> tell(told, ANSWER));

        assertEquals(List.of(traces.one("item").traceparent()), told);
    }

    @Test
    void ofAnItemThatIsNotChosenTheEngineIsToldThatNobodyWantsIt() throws Exception {
        JobId job = submit();
        anItemTookForEver(job);

        List<String> told = new ArrayList<>();
        jobs.item(claim(job, LATE), () -> tell(told, ANSWER));

        assertEquals(List.of(), traces.ended("item"));
        assertEquals(1, told.size());
        assertTrue(told.getFirst().endsWith("-00"), told::toString);
    }

    @Test
    void anItemThatFailsIsToldAfterwards() throws Exception {
        JobId job = submit();
        anItemTookForEver(job);

        Outcome outcome = jobs.item(claim(job, LATE), () -> FAILURE);

        assertSame(FAILURE, outcome);
        ListedSpan item = traces.ended("item").getLast();
        assertEquals(Long.toString(LATE), item.fact(Facts.ITEM));
        assertEquals("item_failed", item.failure());
    }

    @Test
    void aJobOfATraceThatNobodyWantsIsNotToldAndTheEngineKnows() throws Exception {
        traces.wantNone();
        JobId job = submit();

        List<String> told = new ArrayList<>();
        jobs.item(claim(job, 1), () -> tell(told, FAILURE));

        assertEquals(List.of(), traces.all());
        assertTrue(told.getFirst().endsWith("-00"), told::toString);
    }

    @Test
    void aJobFromBeforeTracesIsComputedWithoutOne() throws Exception {
        JobId job = store.create(NewJob.whole(Items.job(), Items.items(1))).id();

        List<String> told = new ArrayList<>();
        jobs.item(claim(job, 1), () -> tell(told, ANSWER));
        jobs.reading(job, () -> told.add(CurrentSpan.get().traceparent()));

        assertEquals(List.of("", ""), told);
        assertEquals(List.of(), traces.all());
    }

    @Test
    void whereNoTracesAreWantedTheWorkIsDoneAsItIs() throws Exception {
        JobId job = store.create(NewJob.whole(Items.job(), Items.items(1))).id();

        assertSame(ANSWER, JobTraces.OFF.item(claim(job, 1), () -> ANSWER));
    }

    @Test
    void theSlowestItemSoFarIsToldAfterwards() throws Exception {
        JobId job = submit();

        jobs.item(claim(job, LATE), () -> ANSWER);

        assertEquals(Long.toString(LATE), traces.one("item").fact(Facts.ITEM));
    }

    /// The next one is not the slowest.
    private void anItemTookForEver(JobId job) {
        samples.note(claim(job, 1).ref(), Long.MAX_VALUE);
    }

    private static Outcome tell(List<String> told, Outcome outcome) {
        told.add(CurrentSpan.get().traceparent());
        return outcome;
    }

    private JobId submit() {
        return jobs.submission(NewJob.whole(Items.job(), Items.items(1)), store::submit).job().id();
    }

    private static Claim claim(JobId job, long sequence) {
        return new Claim(new Claim.Ref(job, sequence, 1), new NewItem.Request("/v1/x", "{}"), 0, 0);
    }

    private JobTraces otherStoker() {
        return new JobTraces(traces, JobParents.in(database.source()), 0);
    }
}
