package dev.stoker.gateway.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stoker.gateway.ApiError;
import dev.stoker.gateway.ApiException;
import dev.stoker.inference.EngineRouter;
import dev.stoker.summarize.SummarySettings;
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
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

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

        ApiError refusal = refusal(() -> choice.of(Optional.empty()));

        assertEquals(400, refusal.status());
        assertEquals("model_missing", refusal.code());
        assertEquals(Optional.of("model"), refusal.details().param());
    }

    @Test
    void aModelThatNobodyServesIsNamedWithThoseThatAre() {
        ModelChoice choice = choice(Optional.of("b"), engine(READY, "a", "alias"));

        ApiError refusal = refusal(() -> choice.of(Optional.empty()));

        assertEquals(
                ApiError.unknownModel("The model 'b' does not exist. Served: a, alias."), refusal);
        assertEquals(refusal, refusal(() -> choice.ready("b")));
    }

    @Test
    void aStartingEngineIsWorthWaitingFor() {
        EngineState starting =
                new EngineState.Starting(
                        Instant.EPOCH, "loading weights", 40, Optional.of(Duration.ofSeconds(9)));

        ModelChoice choice = choice(Optional.empty(), engine(starting, "a"));

        ApiError refusal = refusal(() -> choice.ready("a"));

        assertEquals(503, refusal.status());
        assertEquals("engine_loading", refusal.code());
        assertEquals(
                Map.of("x-should-retry", "true", "retry-after", "9", "retry-after-ms", "9000"),
                refusal.headers());
        assertEquals(
                "The engine of a is not ready: loading weights, 40 %, about 9 s left."
                        + " Ask again in 9 s.",
                refusal.message());
    }

    @Test
    void aBrokenEngineIsNotWorthWaitingForAndSaysWhy() {
        EngineState failed =
                new EngineState.Failed(
                        new Crash(CrashCause.BAD_FLAG, "unknown flag --foo", Instant.EPOCH));

        ModelChoice choice = choice(Optional.empty(), engine(failed, "a"));

        ApiError refusal = refusal(() -> choice.ready("a"));

        assertEquals(503, refusal.status());
        assertEquals("engine_failed", refusal.code());
        assertEquals(Map.of("x-should-retry", "false"), refusal.headers());
        assertEquals("The engine of a is down (bad-flag): unknown flag --foo", refusal.message());
    }

    private static ApiError refusal(Executable choice) {
        return assertThrows(ApiException.class, choice).error();
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
