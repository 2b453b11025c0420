package dev.stoker.batch;

import static dev.stoker.testkit.BatchFixture.awaitEnd;
import static dev.stoker.testkit.BatchFixture.results;
import static dev.stoker.testkit.ScriptedEngine.chat;
import static dev.stoker.testkit.ScriptedEngine.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.batch.job.ItemState;
import dev.stoker.batch.job.Job;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.JobState;
import dev.stoker.batch.job.NewJob;
import dev.stoker.batch.job.Result;
import dev.stoker.batch.job.Tally;
import dev.stoker.batch.job.Tokens;
import dev.stoker.inference.EngineCall;
import dev.stoker.testkit.BatchFixture;
import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.Items;
import dev.stoker.testkit.ScriptedEngine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchTest {

    private final BatchFixture fixture = new BatchFixture();
    private final ScriptedEngine engine = new ScriptedEngine(Items.MODEL);

    @AfterEach
    void close() {
        engine.resume();
        fixture.close();
    }

    @Test
    void everyItemIsAnsweredOnce() {
        Batch batch = fixture.start("here", engine);
        AtomicInteger told = new AtomicInteger();
        batch.listen(recorded -> {
            throw new IllegalStateException("a listener's own trouble");
        });
        batch.listen(recorded -> told.addAndGet(recorded.size()));

        Job ended = awaitEnd(batch, submit(batch, 200));

        assertEquals(JobState.COMPLETED, ended.state());
        assertEquals(new Tally.Ended(200, 0, 0, 0), ended.tally().ended());
        assertEquals(new Tokens(2_000, 400), ended.tally().tokens());
        assertEquals(200, keys(results(batch, ended.id())).size());
        assertEquals(200, engine.calls().size());
        Eventually.holds(() -> told.get() == 200);
    }

    @Test
    void requestsSayThatTheyAreBatchAndWhichItemTheyCarry() {
        Batch batch = fixture.start("here", engine);

        Job ended = awaitEnd(batch, submit(batch, 1));

        EngineCall call = engine.calls().getFirst();
        assertTrue(call.batch());
        assertEquals(ended.id() + "-1-1", call.requestId());
        assertEquals("/v1/chat/completions", call.path());
    }

    @Test
    void nothingIsClaimedWhileTheEngineIsNotReadyAndWorkGoesOnWhenItIs() {
        engine.die();
        Batch batch = fixture.start("here", engine);
        JobId job = submit(batch, 20);
        Eventually.holds(() -> batch.jobs().find(job).isPresent());
        Tally before = batch.jobs().find(job).orElseThrow().tally();

        engine.comeBack();

        assertEquals(20, before.waiting());
        assertEquals(20, awaitEnd(batch, job).tally().ended().done());
    }

    @Test
    void anEngineThatDiesInTheMiddleCostsNoItemAnAttempt() {
        engine.hold();
        Batch batch = fixture.start("here", engine);
        JobId job = submit(batch, 100);
        Eventually.holds(() -> engine.inside() >= 16);

        engine.die();
        Eventually.holds(() -> batch.jobs().find(job).orElseThrow().tally().waiting() == 100);
        engine.resume().comeBack();

        assertEquals(new Tally.Ended(100, 0, 0, 0), awaitEnd(batch, job).tally().ended());
        assertEquals(100, keys(results(batch, job)).size());
    }

    @Test
    void theItemThatKillsTheEngineIsSetAsideAndTheOthersAreAnswered() {
        AtomicInteger deaths = new AtomicInteger();
        engine.says(call -> {
            if (call.body().contains("\"item-7\"")) {
                deaths.incrementAndGet();
                engine.die();
            }
            return chat("fine");
        });
        Batch batch = fixture.start("here", engine);
        JobId job = submit(batch, 60);
        Thread supervisor = Thread.ofVirtual().start(() -> reviveUntilEnd(batch, job));

        Job ended = awaitEnd(batch, job);

        assertEquals(new Tally.Ended(59, 1, 0, 0), ended.tally().ended());
        Result failed = onlyFailed(batch, job);
        assertEquals("item-7", failed.subject().key());
        assertTrue(failed.error().orElseThrow().startsWith("set aside: the engine died"));
        assertTrue(deaths.get() <= 3, () -> "engine died times=" + deaths);
        assertTrue(supervisor.isVirtual());
    }

    private void reviveUntilEnd(Batch batch, JobId job) {
        Eventually.becomes(
                Duration.ofSeconds(60),
                () -> {
                    if (engine.router().route(Items.MODEL)
                            instanceof dev.stoker.inference.Route.Wait) {
                        engine.comeBack();
                    }
                    return batch.jobs().find(job).orElseThrow().state();
                },
                JobState::isFinal);
    }

    @Test
    void aRefusalByTheEngineIsARowWithItsWords() {
        engine.says(call -> refusal(400, "maximum context length is 16384 tokens"));
        Batch batch = fixture.start("here", engine);

        Job ended = awaitEnd(batch, submit(batch, 1));

        assertEquals(JobState.FAILED, ended.state());
        assertEquals(
                Optional.of("engine answered 400: maximum context length is 16384 tokens"),
                onlyFailed(batch, ended.id()).error());
        assertEquals(1, engine.calls().size());
    }

    @Test
    void whatIsTransientIsTriedAgainAsOftenAsAllowed() {
        engine.says(call -> refusal(408, "timed out"));
        Batch batch = fixture.start("here", engine);

        Job ended = awaitEnd(batch, submit(batch, 1));

        assertEquals(
                Optional.of("engine answered 408: timed out (attempt 3 of 3)"),
                onlyFailed(batch, ended.id()).error());
        assertEquals(3, engine.calls().size());
    }

    @Test
    void anEngineWithoutRoomIsAskedAgainUntilItHasSome() {
        AtomicInteger refusals = new AtomicInteger();
        engine.says(call ->
                refusals.incrementAndGet() <= 20 ? refusal(429, "queue is full") : chat("fine"));
        Batch batch = fixture.start("here", engine);

        Job ended = awaitEnd(batch, submit(batch, 30));

        assertEquals(new Tally.Ended(30, 0, 0, 0), ended.tally().ended());
    }

    @Test
    void anErrorInsideAnAnswerOf200IsAFailure() {
        engine.says(call -> refusal(200, "engine core is gone"));
        Batch batch = fixture.start("here", engine);

        Job ended = awaitEnd(batch, submit(batch, 1));

        assertEquals(
                Optional.of("engine answered 200 with an error: engine core is gone"),
                onlyFailed(batch, ended.id()).error());
    }

    @Test
    void theFeederGivesWayWhenChatArrivesAndTakesTheRoomBack() {
        engine.withSlots(8).taking(Duration.ofMillis(20));
        Batch batch = fixture.start("here", engine);
        JobId job = submit(batch, 3_000);
        Eventually.holds(() -> engine.inside() >= 9);

        engine.withChats(50);
        Eventually.holds(() -> engine.inside() <= 2);
        engine.withChats(0);

        Eventually.holds(() -> engine.inside() >= 9);
        batch.jobs().cancel(job);
        assertEquals(JobState.CANCELLED, awaitEnd(batch, job).state());
    }

    @Test
    void aShortLineIsKeptInsideTheEngine() {
        engine.withSlots(8).taking(Duration.ofMillis(20));
        Batch batch = fixture.start("here", engine);
        JobId job = submit(batch, 20_000);
        Eventually.holds(() -> batch.jobs().find(job).orElseThrow().tally().ended().done() > 200);

        // a machine that stalls may make it longer for a moment: it returns to a few
        Eventually.holds(() -> engine.inside() >= 9 && engine.inside() <= 16);

        batch.jobs().cancel(job);
        awaitEnd(batch, job);
    }

    @Test
    void anEngineThatTellsNothingIsFedByItsThroughput() {
        engine.silent().withSlots(200).taking(Duration.ofMillis(50));
        Batch batch = fixture.withMostInFlight(256).start("here", engine);
        JobId job = submit(batch, 20_000);

        Eventually.holds(() -> engine.mostRunning() > 25);

        batch.jobs().cancel(job);
        awaitEnd(batch, job);
    }

    @Test
    void cancellingAJobInterruptsWhatRunsAndKeepsItsResults() {
        engine.says(call -> chat("early"));
        Batch batch = fixture.start("here", engine);
        JobId job = batch.jobs().submit(NewJob.open(Items.job())).id();
        batch.jobs().add(job, List.of(Items.item("early")), Optional.empty());
        Eventually.holds(() -> results(batch, job).size() == 1);
        engine.hold();
        batch.jobs().add(job, Items.items(100), Optional.empty());
        Eventually.holds(() -> engine.inside() >= 16);

        batch.jobs().cancel(job);

        Job ended = awaitEnd(batch, job);
        assertEquals(JobState.CANCELLED, ended.state());
        assertEquals(new Tally.Ended(1, 0, 0, 100), ended.tally().ended());
        assertEquals(Set.of("early"), keys(results(batch, job)));
        Eventually.holds(() -> engine.inside() == 0);
    }

    @Test
    void whatIsInFlightAtTheEndIsThereForTheNextStartAtOnce() {
        engine.hold();
        Batch first = fixture.withLease(Duration.ofMinutes(5)).start("here", engine);
        JobId job = submit(first, 50);
        Eventually.holds(() -> engine.inside() >= 16);

        first.close();

        assertFalse(first.isStarted());
        assertEquals(0, engine.inside());
        Batch second = fixture.start("there", engine.resume());
        assertEquals(50, awaitEnd(second, job).tally().ended().done());
    }

    @Test
    void aRestartAfterAKillGoesOnWithoutWaitingForTheLease() {
        engine.hold();
        Batch first = fixture.withLease(Duration.ofMinutes(5)).start("here", engine);
        JobId job = submit(first, 50);
        Eventually.holds(() -> engine.inside() >= 16);
        fixture.kill();

        Batch second = fixture.start("here", engine.resume());

        assertEquals(50, awaitEnd(second, job).tally().ended().done());
        assertEquals(50, keys(results(second, job)).size());
    }

    @Test
    void answersOutliveAFailureOfTheDatabase() {
        engine.hold();
        Batch batch = fixture.start("here", engine);
        JobId job = submit(batch, 10);
        Eventually.holds(() -> engine.inside() == 10);

        fixture.sever();
        engine.resume();
        Eventually.holds(() -> engine.inside() == 0);
        fixture.mend();

        assertEquals(10, awaitEnd(batch, job).tally().ended().done());
        assertEquals(10, engine.calls().size());
    }

    @Test
    void itemsAreAnsweredWhileOthersAreStillBeingAdded() {
        Batch batch = fixture.start("here", engine);
        JobId job = batch.jobs().submit(NewJob.open(Items.job())).id();

        batch.jobs().add(job, Items.items(5), Optional.empty());
        Eventually.holds(() -> results(batch, job).size() == 5);
        JobState between = batch.jobs().find(job).orElseThrow().state();
        batch.jobs().seal(job);

        assertEquals(JobState.RUNNING, between);
        assertEquals(JobState.COMPLETED, awaitEnd(batch, job).state());
    }

    private static JobId submit(Batch batch, int items) {
        return batch.jobs().submit(NewJob.whole(Items.job(), Items.items(items))).id();
    }

    private static Result onlyFailed(Batch batch, JobId job) {
        List<Result> failed =
                results(batch, job).stream()
                        .filter(result -> result.state() == ItemState.FAILED)
                        .toList();
        assertEquals(1, failed.size());
        return failed.getFirst();
    }

    private static Set<String> keys(List<Result> results) {
        return results.stream().map(result -> result.subject().key()).collect(Collectors.toSet());
    }
}
