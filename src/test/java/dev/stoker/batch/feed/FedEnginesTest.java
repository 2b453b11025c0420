package dev.stoker.batch.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.batch.job.Claim;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.NewItem;
import dev.stoker.batch.job.Outcome;
import dev.stoker.inference.replica.Replica;
import dev.stoker.inference.replica.Replicas;
import dev.stoker.testkit.MovableTime;
import dev.stoker.testkit.ScriptedReplicas;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FedEnginesTest {
    private static final JobId JOB =
            JobId.parse("01942d5a-0000-7000-8000-000000000001").orElseThrow();
    private static final int FIRST = 16;

    private final MovableTime time = new MovableTime();
    private final ScriptedReplicas scripted = new ScriptedReplicas("llm", "a", "b");
    private final EngineAccess access = scripted.access(time);
    private final Replicas replicas = access.replicas();
    // as many as are sent at first: readings of the load change nothing, whenever they come
    private final FedEngines engines = new FedEngines(access, FIRST, new Bell());
    private final InFlight inFlight = new InFlight();
    private final Map<String, FedEngine> sent = new TreeMap<>();
    private long items;

    @AfterEach
    void stop() {
        engines.stop();
    }

    @Test
    void eachReplicaHasItsRoom() {
        follow();

        assertEquals(2 * FIRST, engines.room(time.instant()));
        assertEquals(2 * FIRST, engines.target(time.instant()));
    }

    @Test
    void itemsAreDealtEvenlyAmongEquals() {
        follow();

        send(10);

        assertEquals(List.of(5, 5), counts());
    }

    @Test
    void oneThatRefusedRestsWhileTheOtherIsFilled() {
        follow();
        FedEngine refusing = send();

        refusing.note(refused());
        follow();

        assertEquals(FIRST, engines.room(time.instant()));
        send(FIRST);
        assertEquals(1, refusing.share().count());
        assertFalse(engines.allRest(time.instant()));
    }

    @Test
    void oneThatFailedGetsNothingAndThenASingleItem() {
        replicas.failed(replica("a"));
        follow();
        assertEquals(FIRST, engines.room(time.instant()));

        time.advance(Duration.ofSeconds(1));

        assertEquals(FIRST + 1, engines.room(time.instant()));
        send(4);
        assertEquals(List.of(1, 3), counts());
    }

    @Test
    void oneThatAnswersItsTrialIsFilledAgain() {
        replicas.failed(replica("a"));
        follow();

        replicas.answered(replica("a"));

        assertEquals(2 * FIRST, engines.room(time.instant()));
    }

    @Test
    void whenAllHaveFailedAllAreAsked() {
        replicas.failed(replica("a"));
        replicas.failed(replica("b"));

        follow();

        assertEquals(2 * FIRST, engines.room(time.instant()));
    }

    @Test
    void aReplicaThatIsGoneHasNoRoomAndOneThatCameBackAllOfIt() {
        follow();
        send(20);
        scripted.engine("a").die();
        follow();
        assertEquals(FIRST - 10, engines.room(time.instant()));

        scripted.engine("a").comeBack();
        follow();

        assertEquals(2 * FIRST - 10, engines.room(time.instant()));
    }

    @Test
    void withoutAnyNothingHasRoom() {
        scripted.engine("a").die();
        scripted.engine("b").die();

        follow();

        assertEquals(0, engines.room(time.instant()));
        assertTrue(engines.allRest(time.instant()));
    }

    private void follow() {
        engines.follow(replicas.ready("llm"), true, time.instant());
    }

    private void send(int count) {
        for (int item = 0; item < count; item++) {
            send();
        }
    }

    private FedEngine send() {
        FedEngine engine = engines.next(time.instant());
        Claim claim =
                new Claim(new Claim.Ref(JOB, ++items, 1), new NewItem.Request("/", "{}"), 0, 0);
        inFlight.enter(
                new InFlight.Running(
                        claim, engine.share(), Thread.ofPlatform().unstarted(() -> {})));
        sent.put(engine.target().name(), engine);
        return engine;
    }

    /// Items at each engine that was sent any, in the order of their names.
    private List<Integer> counts() {
        return sent.values().stream().map(engine -> engine.share().count()).toList();
    }

    private Replica replica(String name) {
        return replicas.named(name).orElseThrow();
    }

    private static Outcome refused() {
        return new Outcome.TryAgain(Instant.EPOCH, Outcome.Cost.NOTHING, "no room");
    }
}
