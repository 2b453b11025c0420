package dev.stoker.batch.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.batch.job.Claim;
import dev.stoker.batch.job.Finished;
import dev.stoker.batch.job.Job;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.JobState;
import dev.stoker.batch.job.NewJob;
import dev.stoker.batch.job.Outcome;
import dev.stoker.batch.job.Outcome.Cost;
import dev.stoker.batch.job.Result;
import dev.stoker.batch.job.ResultQuery;
import dev.stoker.batch.job.Tally;
import dev.stoker.batch.job.Tokens;
import dev.stoker.batch.report.ResultStore;
import dev.stoker.testkit.Items;
import dev.stoker.testkit.MovableTime;
import dev.stoker.testkit.QueueDatabase;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ItemQueueTest {
    private static final Duration LEASE = Duration.ofHours(1);

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
        queue = queueOf("here", "here/1");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void noItemIsHandedOutTwiceToEightConcurrentClaimers() throws Exception {
        JobId job = jobs.create(NewJob.whole(Items.job(), Items.items(2_000))).id();
        List<Callable<List<Claim>>> claimers =
                IntStream.range(0, 8)
                        .mapToObj(i -> queueOf("instance-" + i, "owner-" + i))
                        .<Callable<List<Claim>>>map(own -> () -> claimAll(own))
                        .toList();

        List<Claim> claims = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<List<Claim>> claimed : threads.invokeAll(claimers)) {
                claims.addAll(claimed.get());
            }
        }

        Set<Long> sequences =
                claims.stream().map(claim -> claim.ref().sequence()).collect(Collectors.toSet());
        assertEquals(2_000, claims.size());
        assertEquals(2_000, sequences.size());
        Job ended = jobs.find(job).orElseThrow();
        assertEquals(JobState.COMPLETED, ended.state());
        assertEquals(new Tally.Ended(2_000, 0, 0, 0), ended.tally().ended());
        assertEquals(new Tokens(20_000, 4_000), ended.tally().tokens());
    }

    private static List<Claim> claimAll(ItemQueue own) {
        List<Claim> all = new ArrayList<>();
        List<Claim> claims = own.claim(Items.MODEL, 16, 1);
        while (!claims.isEmpty()) {
            all.addAll(claims);
            own.record(claims.stream().map(Items::answered).toList());
            claims = own.claim(Items.MODEL, 16, 1);
        }
        return all;
    }

    @Test
    void itemsAreHandedOutInTheOrderTheyCameAndOnlyForTheirModel() {
        create(3);
        jobs.create(
                NewJob.whole(new Job.Description("test", "other", "{}"), List.of(Items.item("x"))));
        time.advance(Duration.ofMillis(5));

        List<Claim> claims = queue.claim(Items.MODEL, 2, 1);

        assertEquals(List.of(1L, 2L), sequences(claims));
        assertEquals(
                List.of(Items.MODEL, "other"),
                queue.openJobs().models().stream().sorted().toList());
        assertEquals("{\"prompt\":\"item-0\"}", claims.getFirst().request().body());
        assertEquals("/v1/chat/completions", claims.getFirst().request().path());
    }

    @Test
    void ofTwoEndsOfOneItemTheAnswerCounts() {
        JobId job = create(1);
        Claim claim = claimOne(queue);

        List<Finished> effective =
                queue.record(List.of(Items.failed(claim, "too long"), Items.answered(claim)));

        assertEquals(List.of(Items.answered(claim)), effective);
        assertEquals(new Tally.Ended(1, 0, 0, 0), jobs.find(job).orElseThrow().tally().ended());
    }

    @Test
    void endsAndPutBacksOfOneRecordTakeTheirPlacesInTheOrderOfTheItems() {
        JobId job = create(4);
        List<Claim> claims = queue.claim(Items.MODEL, 4, 1);

        List<Finished> effective =
                queue.record(
                        List.of(
                                Items.answered(claims.get(3)),
                                new Finished(claims.get(1).ref(), new Outcome.Released()),
                                Items.failed(claims.get(2), "too long"),
                                Items.answered(claims.get(0))));

        assertEquals(4, effective.size());
        assertEquals(1, jobs.find(job).orElseThrow().tally().waiting());
        assertEquals(
                List.of("item-0", "item-2", "item-3"),
                results.next(ResultQuery.of(job), 10).stream()
                        .map(result -> result.subject().key())
                        .toList());
    }

    @Test
    void itemsOfASilentHolderComeBackAndWhatItSaysLaterChangesNothing() {
        JobId job = create(1);
        Claim lost = claimOne(queue);
        ItemQueue other = queueOf("there", "there/1");
        database.ageLeases(LEASE);
        other.beat();

        int reclaimed = other.reclaim();
        Claim again = claimOne(other);
        List<Finished> late = queue.record(List.of(Items.failed(lost, "too late")));

        assertEquals(1, reclaimed);
        assertEquals(lost.ref().token() + 1, again.ref().token());
        assertEquals(List.of(), late);
        assertEquals(1, jobs.find(job).orElseThrow().tally().running());
    }

    @Test
    void aLateAnswerIsKeptAndTheSecondOneIsNot() {
        JobId job = create(1);
        Claim lost = claimOne(queue);
        ItemQueue other = queueOf("there", "there/1");
        database.ageLeases(LEASE);
        other.beat();
        other.reclaim();
        Claim again = claimOne(other);

        List<Finished> late = queue.record(List.of(Items.answered(lost)));
        List<Finished> second = other.record(List.of(Items.answered(again)));

        assertEquals(1, late.size());
        assertEquals(0, second.size());
        assertEquals(1, results.next(ResultQuery.of(job), 10).size());
        assertEquals(new Tokens(10, 2), jobs.find(job).orElseThrow().tally().tokens());
    }

    @Test
    void aHolderThatBeatsInTimeKeepsItsItems() {
        create(1);
        claimOne(queue);
        ItemQueue other = queueOf("there", "there/1");
        database.ageLeases(LEASE.dividedBy(2));
        queue.beat();
        database.ageLeases(LEASE.dividedBy(2));

        assertEquals(0, other.reclaim());
    }

    @Test
    void aWrongClockNeitherEndsNorProlongsALease() {
        create(2);
        claimOne(queue);
        InstantSource wrong = InstantSource.offset(InstantSource.system(), LEASE.multipliedBy(10));
        var ahead = new ItemQueue(database.source(), wrong, new Lease("there", "there/1", LEASE));
        ahead.open();

        int fromALivingHolder = ahead.reclaim();
        ahead.claim(Items.MODEL, 1, 1);
        database.ageLeases(LEASE);
        queue.beat();
        int fromASilentHolder = queue.reclaim();

        assertEquals(0, fromALivingHolder);
        assertEquals(1, fromASilentHolder);
    }

    @Test
    void theNextStartOfAnInstanceTakesItsItemsBackAtOnce() {
        create(1);
        Claim before = claimOne(queue);

        ItemQueue restarted = queueOf("here", "here/2");
        int reclaimed = restarted.reclaim();

        assertEquals(1, reclaimed);
        assertEquals(before.ref().sequence(), claimOne(restarted).ref().sequence());
    }

    @Test
    void whatIsGivenBackAtTheEndIsAtOnceThereForOthers() {
        create(2);
        queue.claim(Items.MODEL, 2, 1);
        ItemQueue other = queueOf("there", "there/1");

        queue.close();

        assertEquals(List.of(1L, 2L), sequences(other.claim(Items.MODEL, 5, 1)));
    }

    @Test
    void anItemToBeTriedAgainWaitsForItsMoment() {
        create(1);
        Claim claim = claimOne(queue);
        Outcome later =
                new Outcome.TryAgain(
                        time.instant().plusSeconds(4), Cost.ATTEMPT, "engine answered 500");

        queue.record(List.of(new Finished(claim.ref(), later)));

        assertEquals(List.of(), queue.claim(Items.MODEL, 1, 1));
        time.advance(Duration.ofSeconds(4));
        Claim again = claimOne(queue);
        assertEquals(1, again.attempts());
        assertEquals(0, again.deaths());
    }

    @Test
    void anItemDuringWhichTheEngineDiedTwiceIsHandedOutAsASuspectOnly() {
        create(1);
        recordDeath(claimOne(queue));
        recordDeath(claimOne(queue));

        List<Claim> plain = queue.claim(Items.MODEL, 5, 1);
        Optional<Claim> suspect = queue.claimSuspect(Items.MODEL);

        assertEquals(List.of(), plain);
        assertEquals(2, suspect.orElseThrow().deaths());
        assertEquals(0, suspect.orElseThrow().attempts());
    }

    @Test
    void freshItemsCanBeClaimedWithoutThoseThatSawADeath() {
        create(2);
        recordDeath(queue.claim(Items.MODEL, 1, 1).getFirst());

        List<Claim> fresh = queue.claim(Items.MODEL, 5, 0);

        assertEquals(List.of(2L), sequences(fresh));
    }

    @Test
    void anOutcomeOfAForgottenJobIsNotAnError() {
        JobId job = create(1);
        Claim claim = claimOne(queue);
        database.execute("DELETE FROM job WHERE id = '" + job + "'");

        assertEquals(List.of(), queue.record(List.of(Items.answered(claim))));
    }

    @Test
    void answersKeepEveryCharacterThatTheDatabaseCanHold() {
        JobId job = create(1);
        Claim claim = claimOne(queue);
        String body = "{\"text\":\"é 漢 \uD83D\uDE00 \0 \uD800\"}";

        queue.record(
                List.of(new Finished(claim.ref(), new Outcome.Answered(200, body, Tokens.NONE))));

        Result result = results.next(ResultQuery.of(job), 1).getFirst();
        assertEquals("{\"text\":\"é 漢 \uD83D\uDE00  ?\"}", result.answer().orElseThrow().body());
    }

    @Test
    void everyItemEndsOnceUnderHoldersThatDieAtRandom() throws Exception {
        JobId job = jobs.create(NewJob.whole(Items.job(), Items.items(500))).id();
        Set<String> seen = new HashSet<>();
        int start = 0;
        while (!jobs.find(job).orElseThrow().state().isFinal()) {
            start++;
            ItemQueue restarted = queueOf("here", "here/" + start);
            restarted.reclaim();
            List<Claim> claims = restarted.claim(Items.MODEL, 40, 1);
            List<Claim> survived = claims.subList(0, claims.size() - claims.size() / 3);
            restarted.record(survived.stream().map(Items::answered).toList());
        }

        for (Result result : results.next(ResultQuery.of(job), 1_000)) {
            assertTrue(seen.add(result.subject().key()), () -> "twice: " + result);
        }
        assertEquals(500, seen.size());
    }

    private JobId create(int items) {
        JobId id = jobs.create(NewJob.whole(Items.job(), Items.items(items))).id();
        time.advance(Duration.ofMillis(1));
        return id;
    }

    private ItemQueue queueOf(String instance, String owner) {
        ItemQueue own = new ItemQueue(database.source(), time, new Lease(instance, owner, LEASE));
        own.open();
        return own;
    }

    private Claim claimOne(ItemQueue own) {
        return own.claim(Items.MODEL, 1, 1).getFirst();
    }

    private void recordDeath(Claim claim) {
        Outcome death = new Outcome.TryAgain(time.instant(), Cost.ENGINE_DEATH, "the engine died");
        queue.record(List.of(new Finished(claim.ref(), death)));
    }

    private static List<Long> sequences(List<Claim> claims) {
        return claims.stream().map(claim -> claim.ref().sequence()).sorted().toList();
    }
}
