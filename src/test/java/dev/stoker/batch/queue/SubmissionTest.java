package dev.stoker.batch.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stoker.batch.callback.CallbackStore;
import dev.stoker.batch.database.DatabaseFailure;
import dev.stoker.batch.job.NewItem;
import dev.stoker.batch.job.NewJob;
import dev.stoker.batch.job.NewJob.Submission;
import dev.stoker.batch.job.NewJob.Terms;
import dev.stoker.batch.job.Submitted;
import dev.stoker.testkit.Items;
import dev.stoker.testkit.MovableTime;
import dev.stoker.testkit.QueueDatabase;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SubmissionTest {
    private final QueueDatabase database = QueueDatabase.fresh();
    private final MovableTime time = new MovableTime();
    private final JobStore jobs = new JobStore(database.source(), time);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void theSameUnderTheSameKeyIsTheFirstJob() {
        Submitted first = jobs.submit(job("key", "one"));

        Submitted again = jobs.submit(job("key", "one"));

        assertInstanceOf(Submitted.Created.class, first);
        assertInstanceOf(Submitted.Repeated.class, again);
        assertEquals(first.job(), again.job());
        assertEquals(1, jobs.newest(10, Optional.empty()).size());
    }

    @Test
    void somethingElseUnderTheSameKeyIsNoJob() {
        Submitted first = jobs.submit(job("key", "one"));

        Submitted other = jobs.submit(job("key", "two"));

        assertEquals(new Submitted.Conflicting(first.job()), other);
        assertEquals(1, jobs.newest(10, Optional.empty()).size());
    }

    @Test
    void otherKeysAreOtherJobs() {
        jobs.submit(job("key", "one"));
        jobs.submit(job("another", "one"));

        assertEquals(2, jobs.newest(10, Optional.empty()).size());
    }

    @Test
    void manyAtOnceUnderOneKeyMakeOneJob() throws Exception {
        Callable<Submitted> submission = () -> jobs.submit(job("key", "one"));
        Set<Object> ids = new HashSet<>();

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Submitted>> all =
                    threads.invokeAll(Stream.generate(() -> submission).limit(16).toList());
            for (Future<Submitted> one : all) {
                ids.add(one.get().job().id());
            }
        }

        assertEquals(1, ids.size());
        assertEquals(3, jobs.newest(10, Optional.empty()).getFirst().tally().total());
    }

    @Test
    void aKeyIsFreeAgainOnceItsJobIsForgotten() {
        jobs.submit(NewJob.whole(Items.job(), List.of()).under(terms("key", "one")));
        time.advance(Duration.ofDays(8));

        jobs.forget(time.instant().minus(Duration.ofDays(7)));

        assertInstanceOf(Submitted.Created.class, jobs.submit(job("key", "two")));
    }

    @Test
    void aSubmissionThatCannotBeStoredLeavesNeitherKeyNorCallback() {
        NewItem broken = new NewItem("broken", "no JSON", new NewItem.Request("/v1/x", "{}"));
        Terms terms = terms("key", "one").telling(URI.create("http://example.test/"));

        assertThrows(
                DatabaseFailure.class,
                () -> jobs.submit(NewJob.whole(Items.job(), List.of(broken)).under(terms)));

        assertInstanceOf(Submitted.Created.class, jobs.submit(job("key", "two")));
        assertEquals(
                Optional.empty(),
                new CallbackStore(database.source(), time).next(CallbackStore.Busy.NONE));
    }

    private static NewJob job(String key, String digest) {
        return NewJob.whole(Items.job(), Items.items(3)).under(terms(key, digest));
    }

    private static Terms terms(String key, String digest) {
        return Terms.NONE.once(new Submission(key, digest));
    }
}
