package dev.stoker.batch.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.batch.job.Claim;
import dev.stoker.batch.job.Finished;
import dev.stoker.batch.job.Job;
import dev.stoker.batch.job.JobState;
import dev.stoker.batch.job.NewItem;
import dev.stoker.batch.job.NewJob;
import dev.stoker.batch.job.Outcome;
import dev.stoker.batch.job.Result;
import dev.stoker.batch.job.ResultQuery;
import dev.stoker.batch.job.Tally;
import dev.stoker.batch.job.Tokens;
import dev.stoker.batch.report.ResultStore;
import dev.stoker.testkit.Items;
import dev.stoker.testkit.MovableTime;
import dev.stoker.testkit.QueueDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnsweredBeforeTest {
    private static final UUID SAME = new UUID(1, 2);

    private final QueueDatabase database = QueueDatabase.fresh();
    private final MovableTime time = new MovableTime();
    private final JobStore jobs = new JobStore(database.source(), time);
    private final ResultStore results = new ResultStore(database.source());
    private final ItemQueue queue =
            new ItemQueue(
                    database.source(), time, new Lease("here", "here/1", Duration.ofDays(30)));

    @BeforeEach
    void open() {
        queue.open();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatWasAnsweredBeforeIsDoneAtOnceAndCountedAsCached() {
        answer(submit(item("yesterday", Optional.of(SAME))));

        Job today = submit(item("today", Optional.of(SAME)));

        assertEquals(JobState.COMPLETED, today.state());
        assertEquals(new Tally.Ended(1, 0, 0, 0), today.tally().ended());
        assertEquals(Tokens.NONE, today.tally().tokens());
        assertEquals(new Tally.Cached(1, new Tokens(10, 2)), today.tally().cached());
        Result.Answer answer =
                results.next(ResultQuery.of(today.id()), 10).getFirst().answer().orElseThrow();
        assertTrue(answer.cached());
        assertEquals("{\"ok\":true}", answer.body());
        assertEquals(new Tokens(10, 2), answer.tokens());
    }

    @Test
    void whatWasAnsweredSinceSubmissionComesWithTheClaimAndIsCountedAsCached() {
        submit(item("first", Optional.of(SAME)));
        Job second = submit(item("second", Optional.of(SAME)));
        queue.record(List.of(Items.answered(queue.claim(Items.MODEL, 1, 1).getFirst())));

        Claim late = queue.claim(Items.MODEL, 1, 1).getFirst();
        Outcome.Answered known = late.likes().answer().orElseThrow();
        queue.record(List.of(new Finished(late.ref(), new Outcome.Cached(known))));

        Job ended = jobs.find(second.id()).orElseThrow();
        assertEquals(JobState.COMPLETED, ended.state());
        assertEquals(new Tally.Ended(1, 0, 0, 0), ended.tally().ended());
        assertEquals(Tokens.NONE, ended.tally().tokens());
        assertEquals(new Tally.Cached(1, new Tokens(10, 2)), ended.tally().cached());
        Result.Answer answer =
                results.next(ResultQuery.of(second.id()), 10).getFirst().answer().orElseThrow();
        assertTrue(answer.cached());
        assertEquals("{\"ok\":true}", answer.body());
    }

    @Test
    void aClaimWithoutAnEarlierAnswerTellsWhatItIsAlikeTo() {
        submit(item("first", Optional.of(SAME)), item("plain", Optional.empty()));

        List<Claim> claims = queue.claim(Items.MODEL, 2, 1);

        assertEquals(
                Set.of(new Claim.Likes(Optional.of(SAME), Optional.empty()), Claim.Likes.NONE),
                claims.stream().map(Claim::likes).collect(Collectors.toSet()));
    }

    @Test
    void anythingElseIsComputed() {
        answer(submit(item("yesterday", Optional.of(SAME)), item("plain", Optional.empty())));

        Job today =
                submit(
                        item("other", Optional.of(new UUID(3, 4))),
                        item("plain", Optional.empty()),
                        item("same", Optional.of(SAME)));

        assertEquals(2, today.tally().waiting());
        assertEquals(1, today.tally().cached().items());
        assertEquals(2, queue.claim(Items.MODEL, 10, 1).size());
    }

    @Test
    void aFailureIsNoAnswer() {
        submit(item("yesterday", Optional.of(SAME)));
        queue.record(List.of(Items.failed(queue.claim(Items.MODEL, 1, 1).getFirst(), "no")));

        assertEquals(1, submit(item("today", Optional.of(SAME))).tally().waiting());
    }

    @Test
    void anAnswerExpiresWithTheJobThatPaidForIt() {
        answer(submit(item("yesterday", Optional.of(SAME))));
        time.advance(Duration.ofDays(4));
        Job between = submit(item("between", Optional.of(SAME)));
        time.advance(Duration.ofDays(4));

        jobs.forget(time.instant().minus(Duration.ofDays(7)));
        Job later = submit(item("later", Optional.of(SAME)));

        assertEquals(1, between.tally().cached().items());
        assertEquals(1, later.tally().waiting());
        assertFalse(jobs.find(between.id()).isEmpty());
    }

    @Test
    void placesOfCachedAndLaterResultsFollowEachOther() {
        answer(submit(item("yesterday", Optional.of(SAME))));
        Job today = submit(item("fresh", Optional.empty()), item("same", Optional.of(SAME)));

        answer(today);

        assertEquals(
                List.of("same", "fresh"),
                results.next(ResultQuery.of(today.id()), 10).stream()
                        .map(result -> result.subject().key())
                        .toList());
    }

    /// Jobs of one instant stand in no order.
    private Job submit(NewItem... items) {
        time.advance(Duration.ofSeconds(1));
        return jobs.create(NewJob.whole(Items.job(), List.of(items)));
    }

    private static NewItem item(String key, Optional<UUID> digest) {
        return new NewItem(key, "{}", new NewItem.Request("/v1/chat/completions", "{}"), digest);
    }

    private void answer(Job job) {
        List<Claim> claims = queue.claim(Items.MODEL, 100, 1);
        queue.record(claims.stream().map(Items::answered).toList());
        assertEquals(JobState.COMPLETED, jobs.find(job.id()).orElseThrow().state());
    }
}
