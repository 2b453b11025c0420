package dev.stoker.gateway.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stoker.engine.EngineSpec;
import dev.stoker.simulator.Simulator;
import dev.stoker.supervisor.Crash;
import dev.stoker.supervisor.CrashCause;
import dev.stoker.supervisor.EngineState;
import dev.stoker.testkit.Engines;
import dev.stoker.testkit.PythonVenv;
import dev.stoker.testkit.Simulators;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The genuine OpenAI client, unmodified, against the relay over the simulator.
@QuarkusTest
@TestProfile(TestFleet.Profile.class)
class OpenAiClientIT {
    private static final EngineSpec SPEC = Engines.spec("a", "m", "llm");

    @Inject TestFleet fleet;

    @BeforeAll
    static void pythonIsThere() {
        Assumptions.assumeTrue(PythonVenv.isPossible(), "no python3 with venv on this machine");
    }

    @Test
    void aReadyEngineServesIt() throws Exception {
        try (Simulator engine = Simulators.start("")) {
            fleet.is(Engines.ready(SPEC, engine.port()));

            run("Ready");
        }
    }

    @Test
    void itWaitsForAnEngineThatLoads() throws Exception {
        EngineState loading =
                new EngineState.Starting(
                        Instant.EPOCH, "loading weights", 50, Optional.of(Duration.ofSeconds(1)));
        fleet.is(Engines.in(loading, SPEC));
        try (Simulator engine = Simulators.start("")) {
            CompletableFuture<Void> ready =
                    CompletableFuture.runAsync(
                            () -> fleet.is(Engines.ready(SPEC, engine.port())),
                            CompletableFuture.delayedExecutor(4, TimeUnit.SECONDS));

            run("Loading");

            ready.join();
        }
    }

    @Test
    void itGivesUpAtOnceOnAnEngineThatFailed() throws Exception {
        Crash crash = new Crash(CrashCause.BAD_FLAG, "unknown flag --x", Instant.EPOCH);
        fleet.is(Engines.in(new EngineState.Failed(crash), SPEC));

        run("Failed");
    }

    @Test
    void itNeverTakesABrokenAnswerForAWholeOne() throws Exception {
        try (Simulator engine = Simulators.start("--fault drop-stream=4")) {
            fleet.is(Engines.ready(SPEC, engine.port()));

            run("Dying");
        }
    }

    private static void run(String state) throws Exception {
        PythonVenv.Ended test =
                PythonVenv.make()
                        .run(
                                "openai_client_test.py",
                                "http://127.0.0.1:%d/v1".formatted(RestAssured.port),
                                state);

        assertEquals(0, test.status(), test::output);
    }
}
