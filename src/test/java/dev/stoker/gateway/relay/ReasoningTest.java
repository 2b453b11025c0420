package dev.stoker.gateway.relay;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.testkit.Engines;
import dev.stoker.testkit.RawClient;
import dev.stoker.testkit.WireEngine;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@TestProfile(ReasoningTest.Both.class)
@Timeout(60)
class ReasoningTest {
    /// Asks for both names.
    public static final class Both extends TestFleet.Profile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("stoker.gateway.reasoning", "both");
        }
    }

    @Inject TestFleet fleet;

    @Test
    void reasoningHasBothNamesHoweverItIsCutAndNothingIsLostAtTheEnd() throws Exception {
        WireEngine.Script cut =
                (_, c) ->
                        c.beginEvents()
                                .chunk("data: {\"choices\":[{\"delta\":{\"reas")
                                .chunk("oning\":\"why\"}}]}\n")
                                .chunk("\ndata: [DONE]")
                                .write("0\r\n\r\n");
        try (WireEngine wire = WireEngine.start(cut);
                RawClient client = new RawClient(RestAssured.port)) {
            fleet.is(Engines.ready(Engines.spec("a", "m"), wire.port()));

            String answer =
                    client.post("/v1/chat/completions", "{\"model\":\"m\"}", "Connection: close")
                            .readAllText();

            assertTrue(
                    answer.contains("{\"reasoning\":\"why\",\"reasoning_content\":\"why\"}"),
                    answer);
            assertTrue(answer.contains("data: [DONE]"), answer);
        }
    }
}
