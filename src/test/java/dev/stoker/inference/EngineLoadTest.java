package dev.stoker.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.engine.EngineMetrics;
import dev.stoker.gateway.relay.TestFleet;
import dev.stoker.inference.metrics.PrometheusText;
import dev.stoker.simulator.Simulator;
import dev.stoker.testkit.Engines;
import dev.stoker.testkit.Simulators;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Over the typed REST client, which Quarkus builds.
@QuarkusTest
@TestProfile(TestFleet.Profile.class)
@Timeout(30)
class EngineLoadTest {
    private static final EngineMetrics NAMES =
            new EngineMetrics(
                    Optional.of("running"),
                    Optional.of("waiting"),
                    Optional.of("cache"),
                    Optional.empty());

    @Inject Vertx vertx;

    @Test
    void copiesOfAModelCountTogetherAndTheFullestCacheCounts() {
        String page =
                """
                running{engine="0"} 3.0
                running{engine="1"} 4.0
                waiting{engine="0"} 0.0
                cache{engine="0"} 0.25
                cache{engine="1"} 0.75
                """;

        EngineLoad load = EngineLoad.read(NAMES, page);

        assertEquals(
                new EngineLoad(OptionalInt.of(7), OptionalInt.of(0), OptionalDouble.of(0.75)),
                load);
    }

    @Test
    void whatAnEngineDoesNotTellIsEmpty() {
        EngineLoad nothing =
                new EngineLoad(OptionalInt.empty(), OptionalInt.empty(), OptionalDouble.empty());

        assertEquals(nothing, EngineLoad.read(NAMES, "other 1"));
        assertEquals(nothing, EngineLoad.read(EngineMetrics.none(), "running 1"));
    }

    @Test
    void theLoadIsReadFromEachRunOfAnEngine() throws Exception {
        EngineClient client = new HttpEngineClient(vertx, new InFlight());
        for (int run = 1; run <= 2; run++) {
            try (Simulator engine = Simulators.start("")) {
                Route.Serve route =
                        new Route.Serve(
                                Engines.spec("a", "m"),
                                run,
                                Engines.serve(Engines.spec("a", "m"), engine.port()).endpoint());

                EngineLoad load = client.load(route);

                boolean tells = route.engine().dialect().metrics().running().isPresent();
                assertEquals(tells ? OptionalInt.of(0) : OptionalInt.empty(), load.running());
            }
        }
    }

    @Test
    void theClientReadsThePageOfTheSimulator() throws Exception {
        try (Simulator engine = Simulators.start("")) {
            EngineApi api =
                    new EngineApis().of(Engines.serve(Engines.spec("a", "m"), engine.port()));

            String page = api.metrics();

            assertEquals(
                    OptionalDouble.of(0),
                    new PrometheusText(page).sum("vllm:num_requests_running"));
        }
    }

    @Test
    void anEngineThatWasAddedAnewIsAskedAtItsNewAddressThoughItsRunsBeginAgain() throws Exception {
        var spec = Engines.spec("a", "m");
        EngineApis apis = new EngineApis();
        EngineApi old;
        try (Simulator before = Simulators.start("")) {
            old = apis.of(Engines.serve(spec, before.port()));
        }
        try (Simulator after = Simulators.start("")) {
            EngineApi now = apis.of(Engines.serve(spec, after.port()));

            assertNotSame(old, now);
            assertFalse(now.metrics().isEmpty());
        }
    }

    @Test
    void anEngineThatIsGoneIsUnreachable() throws Exception {
        Simulator engine = Simulators.start("");
        Route.Serve route = Engines.serve(Engines.spec("a", "m"), engine.port());
        engine.close();
        EngineClient client = new HttpEngineClient(vertx, new InFlight());

        Exception gone = assertThrows(EngineUnreachable.class, () -> client.load(route));

        assertTrue(
                String.valueOf(gone.getMessage()).startsWith("engine a at http://127.0.0.1:"),
                gone::getMessage);
    }
}
