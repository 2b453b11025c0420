package dev.stoker.ops.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stoker.inference.InFlight;
import dev.stoker.supervisor.fleet.EngineFleet;
import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.Http;
import dev.stoker.testkit.ScriptedProcess;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two engines with scripted processes behind the true management port.
@QuarkusTest
@TestProfile(AdminFleet.Profile.class)
class AdminDoorTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String PAGE = "vllm:num_requests_running 3\n";

    @TestHTTPResource(value = "/", management = true)
    private URI management = URI.create("http://set.by.quarkus");

    @TestHTTPResource("/")
    private URI open = URI.create("http://set.by.quarkus");

    @Inject private AdminFleet fleet;
    @Inject private EngineFleet engines;
    @Inject private InFlight inFlight;
    private final ObjectMapper json = new ObjectMapper();

    @BeforeEach
    void bothAnswer() throws Exception {
        fleet.probe().answers(PAGE);
        for (String engine : new String[] {"left", "right"}) {
            post("/admin/engines/" + engine + "/start");
            awaitState(engine, "ready");
        }
    }

    @AfterEach
    void nobodyHasToBeKilled() {
        fleet.launcher().obey();
    }

    @Test
    void thePublicPortKnowsNothingOfIt() throws Exception {
        for (String path : new String[] {"/admin/engines", "/admin/engines/left/log"}) {
            assertEquals(404, Http.get(open.resolve(path)).statusCode(), path);
        }
        assertEquals(404, Http.post(open.resolve("/admin/drain"), "").statusCode());
    }

    @Test
    void anEngineShowsItsStateAndItsRun() throws Exception {
        JsonNode left = engine("left");

        assertEquals("ready", left.path("state").asText());
        assertEquals("tiny", left.path("model").asText());
        assertEquals(left.path("run").asLong() - 1, left.path("restarts").asLong());
        assertEquals(ScriptedProcess.PID, left.path("pid").asLong());
        assertTrue(left.path("argv").asText().endsWith("--port " + left.path("port").asInt()));
        assertTrue(left.has("since"), left::toString);
        assertEquals(2, get("/admin/engines").path("engines").size());
    }

    @Test
    void anEngineThatIsNotThereIsNamedInTheError() throws Exception {
        HttpResponse<String> answer = Http.get(management.resolve("/admin/engines/middle"));

        assertEquals(404, answer.statusCode());
        JsonNode error = json.readTree(answer.body()).path("error");
        assertEquals("engine_not_found", error.path("code").asText());
        assertTrue(error.path("message").asText().contains("middle"), answer::body);
    }

    @Test
    void aRestartDrainsThatEngineAloneAndLaunchesItAgain() throws Exception {
        long run = engine("left").path("run").asLong();
        long other = engine("right").path("run").asLong();
        InFlight.Ticket open = inFlight.enter("left", "chat-1");

        assertEquals(202, post("/admin/engines/left/restart").statusCode());
        awaitState("left", "draining");
        assertEquals(1, engine("left").path("in_flight").asInt());
        assertEquals("ready", engine("right").path("state").asText());
        ScriptedProcess drained = fleet.launcher().latest("left");
        assertFalse(drained.orders().contains("TERM"));
        open.close();
        Eventually.holds(() -> drained.orders().contains("TERM"));
        drained.exits(0);

        Eventually.becomes(LIMIT, () -> engine("left").path("run").asLong(), now -> now == run + 1);
        awaitState("left", "ready");
        assertEquals(other, engine("right").path("run").asLong());
    }

    @Test
    void aStoppedEngineStaysDownUntilItIsStarted() throws Exception {
        ScriptedProcess process = fleet.launcher().latest("left");

        post("/admin/engines/left/stop");
        Eventually.holds(() -> process.orders().contains("TERM"));
        process.exits(0);

        JsonNode stopped = awaitState("left", "stopped");
        assertFalse(stopped.has("pid"), stopped::toString);
    }

    @Test
    void aCrashIsKeptWithAllThatExplainsIt() throws Exception {
        ScriptedProcess process = fleet.launcher().latest("right");
        InFlight.Ticket lost = inFlight.enter("right", "chat-77");
        Eventually.holds(() -> fleet.hasSeen(engines, "right", "chat-77", PAGE));
        process.prints("NCCL error: unhandled system error");
        process.exits(1);

        JsonNode crashed = awaitState("right", "backing-off");
        JsonNode crash =
                Eventually.becomes(
                                LIMIT,
                                () -> get("/admin/engines/right/crashes").path("crashes"),
                                list -> !list.isEmpty())
                        .path(0);
        String bundle =
                Http.get(
                                management.resolve(
                                        "/admin/engines/right/crashes/"
                                                + crash.path("id").asText()))
                        .body();
        lost.close();

        assertEquals("gpu-error", crashed.path("cause").asText());
        assertTrue(crashed.has("restart_at"), crashed::toString);
        assertEquals("gpu-error", crashed.at("/last_crash/cause").asText());
        assertEquals("gpu-error", crash.path("cause").asText());
        assertEquals(crashed.path("run").asLong(), crash.path("run").asLong());
        for (String part :
                new String[] {
                    "argv: engine --port",
                    "NCCL error",
                    "chat-77",
                    PAGE.strip(),
                    "0: 0 of 81559 MiB"
                }) {
            assertTrue(bundle.contains(part), () -> part + " is missing in " + bundle);
        }
        assertEquals(0, get("/admin/engines/left/crashes").path("crashes").size());
    }

    @Test
    void noFileButACrashOfThatEngineIsShown() throws Exception {
        for (String id : new String[] {"..%2Fstart-times", "20260101T000000.000Z-left-run1"}) {
            HttpResponse<String> answer =
                    Http.get(management.resolve("/admin/engines/left/crashes/" + id));

            assertEquals(404, answer.statusCode(), answer::body);
        }
    }

    @Test
    void metricsOfAnEngineThatDoesNotListenAreABadGateway() throws Exception {
        HttpResponse<String> answer = Http.get(management.resolve("/admin/engines/left/metrics"));

        assertEquals(502, answer.statusCode(), answer::body);
        assertEquals("engine_silent", json.readTree(answer.body()).at("/error/code").asText());
    }

    private JsonNode awaitState(String engine, String state) throws Exception {
        return Eventually.becomes(
                LIMIT, () -> engine(engine), now -> now.path("state").asText().equals(state));
    }

    private JsonNode engine(String name) throws Exception {
        return get("/admin/engines/" + name);
    }

    private JsonNode get(String path) throws Exception {
        return json.readTree(Http.get(management.resolve(path)).body());
    }

    private HttpResponse<String> post(String path) throws Exception {
        return Http.post(management.resolve(path), "");
    }
}
