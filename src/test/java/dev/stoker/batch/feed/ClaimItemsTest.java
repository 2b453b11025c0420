package dev.stoker.batch.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.batch.database.DatabaseFailure;
import dev.stoker.batch.job.Claim;
import dev.stoker.batch.job.Finished;
import dev.stoker.batch.job.NewJob;
import dev.stoker.batch.job.Outcome;
import dev.stoker.batch.queue.ItemQueue;
import dev.stoker.batch.queue.JobStore;
import dev.stoker.batch.queue.Lease;
import dev.stoker.testkit.Items;
import dev.stoker.testkit.MovableTime;
import dev.stoker.testkit.QueueDatabase;
import dev.stoker.testkit.SeveredDataSource;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClaimItemsTest {
    private final MovableTime time = new MovableTime();
    private final InFlight inFlight = new InFlight();
    private final QueueDatabase database = QueueDatabase.fresh();
    private final SeveredDataSource connection = new SeveredDataSource(database.source());
    private final ItemQueue queue =
            new ItemQueue(connection, time, new Lease("here", "here/1", Duration.ofHours(1)));
    private final ClaimItems claims = new ClaimItems(Items.MODEL, queue, inFlight);

    @BeforeEach
    void open() {
        queue.open();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void asManyAreClaimedAsThereIsRoomFor() {
        create(10);

        assertEquals(4, claims.upTo(4).size());
        assertTrue(claims.more());
        assertEquals(6, claims.upTo(20).size());
        assertFalse(claims.more());
    }

    @Test
    void aRepeatedSuspectRunsAmongFreshItemsOnly() {
        create(3);
        kill(2);
        kill(1);

        List<Claim> claimed = enter(claims.upTo(10));

        // two deaths, one death, none: the one with a single death has to wait
        assertEquals(List.of(0, 2), claimed.stream().map(Claim::deaths).sorted().toList());
        assertEquals(List.of(), claims.upTo(10));
    }

    @Test
    void anItemThatSawOneDeathRunsAmongTheOthers() {
        create(2);
        kill(1);

        List<Claim> claimed = claims.upTo(10);

        assertEquals(List.of(0, 1), claimed.stream().map(Claim::deaths).sorted().toList());
    }

    @Test
    void noRepeatedSuspectIsAddedToOtherSuspects() {
        create(3);
        kill(2);
        kill(1);
        List<Claim> single = enter(queue.claim(Items.MODEL, 10, 1));

        List<Claim> claimed = claims.upTo(10);

        assertEquals(1, single.stream().filter(claim -> claim.deaths() == 1).count());
        assertEquals(List.of(), claimed);
    }

    @Test
    void aSuspectIsNotLostWhenTheDatabaseGoesAwayBehindIt() {
        create(1);
        kill(1);
        kill(1);
        connection.severAfter(1);

        List<Claim> claimed = claims.upTo(10);

        assertEquals(List.of(2), claimed.stream().map(Claim::deaths).toList());
    }

    @Test
    void whatAClaimTookWithoutBeingAnsweredIsClaimedAgain() {
        create(5);
        connection.loseAnswerOfNextCommit();
        assertThrows(DatabaseFailure.class, () -> claims.upTo(4));

        List<Claim> claimed = claims.upTo(5);

        assertEquals(5, claimed.size());
    }

    @Test
    void whatTheDatabaseCommittedLateIsFoundToo() {
        create(2);
        claims.upTo(1);
        database.execute(
                "UPDATE item SET state = 'running', owner = 'here/1', claims = 1 WHERE sequence = 2");
        var often = new ClaimItems(Items.MODEL, queue, inFlight, Duration.ZERO);

        List<Claim> claimed = often.upTo(2);

        assertEquals(List.of(2L), claimed.stream().map(claim -> claim.ref().sequence()).toList());
    }

    private void create(int items) {
        new JobStore(database.source(), time).create(NewJob.whole(Items.job(), Items.items(items)));
    }

    /// Lets the engine die while the first so many items run.
    private void kill(int items) {
        time.advance(Duration.ofSeconds(1));
        Outcome death =
                new Outcome.TryAgain(
                        time.instant().minusSeconds(60L * items),
                        Outcome.Cost.ENGINE_DEATH,
                        "died");
        queue.record(
                queue.claim(Items.MODEL, items, 1).stream()
                        .map(claim -> new Finished(claim.ref(), death))
                        .toList());
    }

    private List<Claim> enter(List<Claim> claimed) {
        claimed.forEach(claim ->
                inFlight.enter(
                        new InFlight.Running(
                                claim,
                                new InFlight.Share(),
                                Thread.ofPlatform().unstarted(() -> {}))));
        return claimed;
    }
}
