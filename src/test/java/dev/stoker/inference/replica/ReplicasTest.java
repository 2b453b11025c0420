package dev.stoker.inference.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.engine.EngineSpec;
import dev.stoker.inference.EngineRouter;
import dev.stoker.inference.InFlight;
import dev.stoker.supervisor.EngineSnapshot;
import dev.stoker.supervisor.EngineState;
import dev.stoker.testkit.Engines;
import dev.stoker.testkit.MovableTime;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplicasTest {
    private final MovableTime time = new MovableTime();
    private final InFlight inFlight = new InFlight();
    private final EngineSpec a = Engines.spec("a", "m");
    private final EngineSpec b = Engines.spec("b", "m");
    private List<EngineSnapshot> engines =
            List.of(ready(a, Instant.EPOCH), ready(b, Instant.EPOCH));
    private final Replicas replicas =
            new Replicas(new EngineRouter(() -> engines, time), inFlight, time);

    /// So that `a` is the first choice wherever nothing is known against it.
    @BeforeEach
    void loadB() {
        inFlight.enter("b", "r");
    }

    @Test
    void onlyReadyEnginesOfTheModelAreReplicas() {
        engines =
                List.of(
                        Engines.in(new EngineState.Stopped(), a),
                        ready(b, Instant.EPOCH),
                        ready(Engines.spec("c", "other"), Instant.EPOCH));

        assertEquals(List.of("b"), order());
    }

    @Test
    void theLeastLoadedIsAskedFirst() {
        assertEquals(List.of("a", "b"), order());
    }

    @Test
    void whatAReplicaMayBeGivenFollowsHowItFared() {
        Replica a = replicas.named("a").orElseThrow();
        assertEquals(Trust.FULL, replicas.trust(a));

        replicas.failed(a);

        assertEquals(Trust.ASIDE, replicas.trust(a));
        time.advance(Duration.ofSeconds(1));
        assertEquals(Trust.TRIAL, replicas.trust(a));
        replicas.tried(a);
        assertEquals(Trust.ASIDE, replicas.trust(a));
        replicas.answered(a);
        assertEquals(Trust.FULL, replicas.trust(a));
    }

    @Test
    void requestsThatFailTogetherCountAsOneFailure() {
        for (int request = 0; request < 100; request++) {
            fail("a");
        }

        time.advance(Duration.ofSeconds(1));

        assertEquals(List.of("a", "b"), order());
    }

    @Test
    void oneThatFailedIsTheLastResort() {
        fail("a");

        assertEquals(List.of("b", "a"), order());
    }

    @Test
    void oneThatFailedIsTriedByASingleRequestAfterAPause() {
        fail("a");

        time.advance(Duration.ofMillis(1001));

        assertEquals(List.of("a", "b"), order());
        assertEquals(List.of("b", "a"), order());
    }

    @Test
    void eachFurtherFailureDoublesThePauseUpToHalfAMinute() {
        for (int seconds : new int[] {1, 2, 4, 8, 16, 30, 30}) {
            fail("a");
            time.advance(Duration.ofSeconds(seconds).minusMillis(1));
            assertEquals(List.of("b", "a"), order(), "after " + seconds + " s");

            time.advance(Duration.ofMillis(2));

            assertEquals(List.of("a", "b"), order(), "after " + seconds + " s");
        }
    }

    @Test
    void oneThatAnswersIsTrustedAtOnce() {
        fail("a");

        replicas.answered(replicas.named("a").orElseThrow());

        assertEquals(List.of("a", "b"), order());
    }

    @Test
    void oneThatBecameReadyAgainIsTrustedAtOnce() {
        fail("a");

        engines = List.of(ready(a, time.instant()), ready(b, Instant.EPOCH));

        assertEquals(List.of("a", "b"), order());
    }

    @Test
    void aLateFailureOfAnEarlierReadinessIsNotHeldAgainstIt() {
        Replica before = replicas.named("a").orElseThrow();
        engines = List.of(ready(a, time.instant()), ready(b, Instant.EPOCH));

        replicas.failed(before);

        assertEquals(List.of("a", "b"), order());
    }

    @Test
    void whenAllHaveFailedAllAreStillAsked() {
        fail("a");
        fail("b");

        assertEquals(List.of("a", "b"), order());
    }

    @Test
    void anEngineIsFoundByItsNameWhileItIsReady() {
        assertTrue(replicas.named("b").isPresent());
        assertTrue(replicas.named("c").isEmpty());

        engines = List.of(Engines.in(new EngineState.Stopped(), b));

        assertTrue(replicas.named("b").isEmpty());
    }

    private void fail(String engine) {
        replicas.failed(replicas.named(engine).orElseThrow());
    }

    private List<String> order() {
        return replicas.of("m", OptionalInt.empty()).stream().map(Replica::name).toList();
    }

    private static EngineSnapshot ready(EngineSpec spec, Instant since) {
        return new EngineSnapshot(
                spec,
                new EngineState.Ready(since),
                1,
                Optional.of(URI.create("http://127.0.0.1:1")));
    }
}
