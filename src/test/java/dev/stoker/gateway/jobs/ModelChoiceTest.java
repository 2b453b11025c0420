package dev.stoker.gateway.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stoker.inference.EngineRouter;
import dev.stoker.summarize.SummarySettings;
import dev.stoker.summarize.input.InvalidRequest;
import dev.stoker.supervisor.Crash;
import dev.stoker.supervisor.CrashCause;
import dev.stoker.supervisor.EngineSnapshot;
import dev.stoker.supervisor.EngineState;
import dev.stoker.testkit.Engines;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelChoiceTest {
    private static final EngineState READY = new EngineState.Ready(Instant.EPOCH);

    @Test
    void theModelThatWasAskedForGoesBeforeTheConfiguredOne() {
        ModelChoice choice = choice(Optional.of("b"), engine(READY, "a"), engine(READY, "b"));

        assertEquals("a", choice.of(Optional.of("a")));
        assertEquals("b", choice.of(Optional.empty()));
    }

    @Test
    void theOnlyEnginesOwnNameIsTheDefaultEvenWhileItStarts() {
        EngineState starting =
                new EngineState.Starting(Instant.EPOCH, "loading", 10, Optional.empty());
        ModelChoice choice = choice(Optional.empty(), engine(starting, "model", "alias"));

        assertEquals("model", choice.of(Optional.empty()));
        assertEquals("alias", choice.of(Optional.of("alias")));
    }

    @Test
    void amongSeveralEnginesAModelMustBeNamed() {
        ModelChoice choice = choice(Optional.empty(), engine(READY, "a"), engine(READY, "b"));

        InvalidRequest invalid =
                assertThrows(InvalidRequest.class, () -> choice.of(Optional.empty()));

        assertEquals("model", invalid.param());
    }

    @Test
    void aStartingEngineIsWorthWaitingFor() {
        EngineState starting =
                new EngineState.Starting(
                        Instant.EPOCH, "loading weights", 40, Optional.of(Duration.ofSeconds(9)));

        Refusal refusal = refusal(choice(Optional.empty(), engine(starting, "a")), "a");

        assertEquals(503, refusal.status());
        assertEquals("engine_not_ready", refusal.code());
        assertEquals(Optional.of(Duration.ofSeconds(9)), refusal.retryAfter());
        assertEquals("the engine is not ready: loading weights (40 %)", refusal.getMessage());
    }

    @Test
    void aBrokenEngineIsNotWorthWaitingForAndSaysWhy() {
        EngineState failed =
                new EngineState.Failed(
                        new Crash(CrashCause.BAD_FLAG, "unknown flag --foo", Instant.EPOCH));

        Refusal refusal = refusal(choice(Optional.empty(), engine(failed, "a")), "a");

        assertEquals(503, refusal.status());
        assertEquals(Optional.empty(), refusal.retryAfter());
        assertEquals("bad-flag: unknown flag --foo", refusal.getMessage());
    }

    private static Refusal refusal(ModelChoice choice, String model) {
        return assertThrows(Refusal.class, () -> choice.ready(model));
    }

    private static ModelChoice choice(Optional<String> configured, EngineSnapshot... engines) {
        return new ModelChoice(
                new EngineRouter(() -> List.of(engines), InstantSource.fixed(Instant.EPOCH)),
                new SummarySettings(configured, 4, 1));
    }

    private static EngineSnapshot engine(EngineState state, String... names) {
        return new EngineSnapshot(
                Engines.spec("simulator", names),
                state,
                1,
                Optional.of(URI.create("http://127.0.0.1:1")));
    }
}
