package dev.stoker.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.stoker.supervisor.Crash;
import dev.stoker.supervisor.CrashCause;
import dev.stoker.supervisor.EngineHistory;
import dev.stoker.supervisor.EngineHistory.Task;
import dev.stoker.supervisor.EngineSnapshot;
import dev.stoker.supervisor.EngineState;
import dev.stoker.supervisor.EngineState.Sleeping.Stage;
import dev.stoker.testkit.Engines;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineRouterTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Crash HUNG = new Crash(CrashCause.HUNG, "no token for 60 s", NOW);

    @Test
    void aReadyEngineServesUnderEachOfItsNames() {
        EngineSnapshot engine = Engines.ready(Engines.spec("a", "model", "alias"), 4000);
        EngineRouter router = router(engine);

        Route expected = Engines.serve(engine.spec(), 4000);

        assertEquals(expected, router.route("model"));
        assertEquals(expected, router.route("alias"));
    }

    @Test
    void anUnknownNameIsToldWhatThereIs() {
        EngineRouter router =
                router(
                        Engines.ready(Engines.spec("a", "model", "alias"), 4000),
                        Engines.ready(Engines.spec("b", "other", "alias"), 4001));

        Route route = router.route("nope");

        assertEquals(new Route.Unknown(List.of("model", "alias", "other")), route);
    }

    @Test
    void aReadyReplicaIsPreferredToOneThatStartsAndThatToABrokenOne() {
        EngineSnapshot broken = in(new EngineState.Failed(HUNG), "a");
        EngineSnapshot starting = starting("b", Optional.empty());
        EngineSnapshot ready = Engines.ready(Engines.spec("c", "model"), 4000);

        assertInstanceOf(Route.Serve.class, router(broken, starting, ready).route("model"));
        assertInstanceOf(Route.Wait.class, router(broken, starting).route("model"));
        assertInstanceOf(Route.Broken.class, router(broken).route("model"));
    }

    @ParameterizedTest
    @CsvSource({"PT0S, PT1S", "PT-3S, PT1S", "PT12.5S, PT12.5S", "PT1H, PT1M"})
    void theWaitForAStartIsWhatIsLeftOfItWithinWhatClientsHeed(Duration left, Duration wait) {
        Route route = router(starting("a", Optional.of(left))).route("model");

        assertEquals(new Route.Wait(wait, "loading weights", 40, Optional.of(left)), route);
    }

    @Test
    void aFirstStartAsksToComeBackSoon() {
        Route route = router(starting("a", Optional.empty())).route("model");

        assertEquals(
                new Route.Wait(Duration.ofSeconds(5), "loading weights", 40, Optional.empty()),
                route);
    }

    @Test
    void aCrashedEngineTellsWhyAndWhenItStartsAgain() {
        EngineState state = new EngineState.BackingOff(HUNG, NOW.plusSeconds(8));

        Route route = router(in(state, "a")).route("model");

        assertEquals(
                new Route.Wait(Duration.ofSeconds(8), "restarting after hung", 0, Optional.empty()),
                route);
    }

    @Test
    void aDrainingEngineIsAskedAgainAtItsDeadline() {
        EngineState state = new EngineState.Draining(NOW, NOW.plusSeconds(30));

        Route route = router(in(state, "a")).route("model");

        assertEquals(
                new Route.Wait(Duration.ofSeconds(30), "draining", 0, Optional.empty()), route);
    }

    @Test
    void aFailedAndAStoppedEngineSayWhy() {
        assertEquals(
                new Route.Broken("hung", "no token for 60 s"),
                router(in(new EngineState.Failed(HUNG), "a")).route("model"));
        assertEquals(
                new Route.Broken("stopped", "the engine was stopped"),
                router(in(new EngineState.Stopped(), "a")).route("model"));
    }

    @Test
    void aSleepingEngineIsWaitedForAsLongAsItTookToWake() {
        EngineHistory history = EngineHistory.NONE.with(Task.WAKE, Duration.ofSeconds(3));
        EngineSnapshot engine = Engines.ready(Engines.spec("a", "model"), 4000);
        var asleep =
                new EngineSnapshot(
                        engine.spec(),
                        new EngineState.Sleeping(NOW, Stage.ASLEEP),
                        1,
                        engine.endpoint(),
                        history);

        Route route = router(asleep).route("model");

        Duration took = Duration.ofSeconds(3);
        assertEquals(new Route.Wait(took, "waking up", 0, Optional.of(took)), route);
    }

    @Test
    void aRequestIsToldToEveryEngineOfItsModelAndToNoOther() {
        List<String> told = new ArrayList<>();
        List<EngineSnapshot> engines =
                List.of(
                        Engines.ready(Engines.spec("a", "model"), 4000),
                        Engines.ready(Engines.spec("b", "other"), 4001),
                        Engines.ready(Engines.spec("c", "model"), 4002));

        new EngineRouter(() -> engines, InstantSource.fixed(NOW), told::add).wanted("model");

        assertEquals(List.of("a", "c"), told);
    }

    @Test
    void aRequestWithoutANameHasAModelOnlyWhereAllEnginesHaveOne() {
        EngineSnapshot one = Engines.ready(Engines.spec("a", "model", "alias"), 4000);
        EngineSnapshot replica = Engines.ready(Engines.spec("c", "model"), 4002);
        EngineSnapshot two = Engines.ready(Engines.spec("b", "other"), 4001);

        assertEquals(Optional.of("model"), router(one).defaultModel());
        assertEquals(Optional.of("model"), router(one, replica).defaultModel());
        assertEquals(Optional.empty(), router(one, replica, two).defaultModel());
        assertEquals(Optional.empty(), router().defaultModel());
    }

    private static EngineSnapshot starting(String name, Optional<Duration> left) {
        return in(new EngineState.Starting(NOW, "loading weights", 40, left), name);
    }

    private static EngineSnapshot in(EngineState state, String name) {
        return Engines.in(state, Engines.spec(name, "model"));
    }

    private static EngineRouter router(EngineSnapshot... engines) {
        return new EngineRouter(() -> List.of(engines), InstantSource.fixed(NOW));
    }
}
