package dev.stoker.batch.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.batch.job.Claim;
import dev.stoker.batch.job.Finished;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.NewJob;
import dev.stoker.batch.job.Outcome;
import dev.stoker.batch.job.Tally;
import dev.stoker.batch.job.Tokens;
import dev.stoker.batch.queue.ItemQueue;
import dev.stoker.batch.queue.JobStore;
import dev.stoker.batch.queue.Lease;
import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.Items;
import dev.stoker.testkit.MovableTime;
import dev.stoker.testkit.QueueDatabase;
import dev.stoker.testkit.SeveredDataSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecorderTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final MovableTime time = new MovableTime();
    private final QueueDatabase database = QueueDatabase.fresh();
    private final SeveredDataSource connection = new SeveredDataSource(database.source());
    private final ItemQueue queue =
            new ItemQueue(connection, time, new Lease("here", "here/1", Duration.ofHours(1)));
    private final JobStore jobs = new JobStore(database.source(), time);
    private final List<Finished> told = new CopyOnWriteArrayList<>();
    private final AtomicInteger committed = new AtomicInteger();
    private final Recorder recorder = new Recorder(queue, told::addAll);
    private final Thread thread = Thread.ofVirtual().unstarted(recorder);

    @BeforeEach
    void open() {
        queue.open();
    }

    @AfterEach
    void close() throws InterruptedException {
        recorder.stop();
        thread.join();
        database.close();
    }

    @Test
    void largeAnswersAreRecordedAFewAtATime() throws InterruptedException {
        Recorder careful = new Recorder(queue, told::addAll, 2_500);
        JobId job = create(4);
        for (Claim claim : queue.claim(Items.MODEL, 4, 1)) {
            var large = new Outcome.Answered(200, "x".repeat(1_000), Tokens.NONE);
            careful.put(new Finished(claim.ref(), large), committed::incrementAndGet);
        }
        careful.stop();
        int before = connection.opened();

        Thread.ofVirtual().start(careful).join(SOON);

        assertEquals(4, jobs.find(job).orElseThrow().tally().ended().done());
        assertEquals(2, connection.opened() - before);
    }

    @Test
    void whatIsPendingAtTheEndIsStillRecorded() throws InterruptedException {
        JobId job = create(3);
        queue.claim(Items.MODEL, 3, 1).stream().map(Items::answered).forEach(this::put);
        recorder.stop();

        thread.start();
        thread.join(SOON);

        assertEquals(3, jobs.find(job).orElseThrow().tally().ended().done());
        assertEquals(3, told.size());
        assertEquals(3, committed.get());
        assertEquals(0, recorder.unrecorded());
    }

    @Test
    void withoutADatabaseTheEndIsNotHeldUp() throws InterruptedException {
        create(1);
        put(Items.answered(queue.claim(Items.MODEL, 1, 1).getFirst()));
        connection.sever();
        recorder.stop();

        thread.start();
        thread.join(SOON);

        assertEquals(Thread.State.TERMINATED, thread.getState());
        assertEquals(List.of(), told);
        assertEquals(0, committed.get());
    }

    @Test
    void anAnswerThatTheDatabaseRefusesFailsAloneAndWithTheReason() {
        JobId job = create(3);
        refuseAnswersWith("unspeakable");
        List<Claim> claims = queue.claim(Items.MODEL, 3, 1);
        put(Items.answered(claims.get(0)));
        put(
                new Finished(
                        claims.get(1).ref(),
                        new Outcome.Answered(200, "{\"a\":\"unspeakable\"}", Tokens.NONE)));
        put(Items.answered(claims.get(2)));

        thread.start();

        Eventually.holds(() -> jobs.find(job).orElseThrow().state().isFinal());
        assertEquals(new Tally.Ended(2, 1, 0, 0), jobs.find(job).orElseThrow().tally().ended());
        assertTrue(
                told.stream()
                        .anyMatch(one ->
                                one.outcome() instanceof Outcome.Failed(String reason)
                                        && reason.contains("answer not stored")),
                told::toString);
    }

    private void put(Finished finished) {
        recorder.put(finished, committed::incrementAndGet);
    }

    private JobId create(int items) {
        return jobs.create(NewJob.whole(Items.job(), Items.items(items))).id();
    }

    private void refuseAnswersWith(String word) {
        database.execute(
                """
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF NEW.answer LIKE '%%%s%%' THEN
                        RAISE EXCEPTION 'refused' USING ERRCODE = '22021';
                    END IF;
                    RETURN NEW;
                END $$
                """
                        .formatted(word));
        database.execute(
                """
                CREATE TRIGGER refuse BEFORE UPDATE ON item
                FOR EACH ROW EXECUTE FUNCTION refuse()
                """);
    }
}
