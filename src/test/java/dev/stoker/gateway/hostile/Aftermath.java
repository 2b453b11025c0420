package dev.stoker.gateway.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.gateway.relay.TestFleet;
import dev.stoker.inference.InFlight;
import dev.stoker.testkit.Engines;
import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.Http;
import dev.stoker.testkit.RawClient;
import dev.stoker.testkit.WireEngine;
import io.micrometer.core.instrument.MeterRegistry;
import io.restassured.RestAssured;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.net.URI;
import java.time.Duration;

/// What must hold after anything: nothing is left over, and others are served.
@ApplicationScoped
class Aftermath {
    static final String CHAT = "/v1/chat/completions";
    static final String QUESTION = "{\"model\":\"m\",\"messages\":[]}";
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Instance<TestFleet> fleet;
    private final InFlight inFlight;
    private final MeterRegistry registry;

    Aftermath(Instance<TestFleet> fleet, InFlight inFlight, MeterRegistry registry) {
        this.fleet = fleet;
        this.inFlight = inFlight;
        this.registry = registry;
    }

    /// An engine that plays the script, ready for the model `m`.
    WireEngine engine(WireEngine.Script script) {
        WireEngine engine = WireEngine.start(script);
        fleet.get().is(Engines.ready(Engines.spec("a", "m"), engine.port()));
        return engine;
    }

    /// Answers every request with `ok`.
    static void answerWell(WireEngine.Request request, WireEngine.Connection connection)
            throws Exception {
        connection.lines("HTTP/1.1 200 OK", "content-length: 2", "").write("ok");
    }

    /// @param probe an address of the management port
    void isClean(WireEngine hostile, URI probe) throws Exception {
        Eventually.becomes(SOON, () -> inFlight.of("a"), count -> count == 0);
        Eventually.becomes(SOON, this::openRequests, count -> count == 0);
        // one that answered well may wait in the pool for the next request
        Eventually.becomes(SOON, hostile::openConnections, count -> count <= 1);
        othersAreServed(probe);
    }

    void othersAreServed(URI probe) throws Exception {
        assertEquals(200, Http.get(probe).statusCode());
        try (WireEngine _ = engine(Aftermath::answerWell);
                RawClient client = new RawClient(RestAssured.port)) {
            String answer = client.post(CHAT, QUESTION, "Connection: close").readAllText();

            assertTrue(
                    answer.startsWith("HTTP/1.1 200 OK") && answer.endsWith("\r\n\r\nok"), answer);
        }
    }

    double openRequests() {
        return registry.get("stoker.gateway.open.requests").gauge().value();
    }
}
