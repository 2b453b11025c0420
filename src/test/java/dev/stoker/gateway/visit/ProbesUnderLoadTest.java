package dev.stoker.gateway.visit;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.gateway.relay.TestFleet;
import dev.stoker.simulator.Simulator;
import dev.stoker.testkit.Engines;
import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.RawClient;
import dev.stoker.testkit.Simulators;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ProbesUnderLoadTest.FewConnections.class)
class ProbesUnderLoadTest {
    private static final int CONNECTIONS = 100;
    private static final String CHAT = "/v1/chat/completions";
    private static final String HELLO =
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

    /// A public port that takes no more connections than the test opens.
    public static class FewConnections extends TestFleet.Profile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>();
            settings.put("quarkus.http.limits.max-connections", Integer.toString(CONNECTIONS));
            return settings;
        }
    }

    @TestHTTPResource(value = "/health/live", management = true)
    URL live;

    @Inject TestFleet fleet;

    @Test
    void probesAreAnsweredWhileEveryConnectionOfThePublicPortIsBusy() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger answers = new AtomicInteger();
        List<Thread> clients = new ArrayList<>();
        try (Simulator engine = Simulators.start("")) {
            fleet.is(Engines.ready(Engines.spec("a", "m"), engine.port()));
            for (int i = 0; i < CONNECTIONS; i++) {
                clients.add(Thread.ofVirtual().start(() -> askUntil(over, answers)));
            }
            Eventually.holds(() -> answers.get() > CONNECTIONS);

            for (int i = 0; i < 20; i++) {
                int before = answers.get();
                given().get(live).then().statusCode(200);
                // the load goes on between any two probes
                Eventually.holds(() -> answers.get() > before);
            }
        } finally {
            over.set(true);
            for (Thread client : clients) {
                client.join();
            }
        }
    }

    @Test
    void probesAreAnsweredWhenThePublicPortTakesNoMoreConnections() throws Exception {
        List<RawClient> open = new ArrayList<>();
        try {
            boolean answered = true;
            while (answered) {
                assertTrue(open.size() <= CONNECTIONS, "no connection was refused");
                RawClient client = open();
                open.add(client);
                answered = isAnswered(client);
            }

            given().get(live).then().statusCode(200);
        } finally {
            for (RawClient client : open) {
                client.close();
            }
        }
    }

    private static void askUntil(AtomicBoolean over, AtomicInteger answers) {
        try (RawClient client = open()) {
            while (!over.get()) {
                client.post(CHAT, HELLO).readUntil("}}");
                answers.incrementAndGet();
            }
        } catch (IOException e) {
            // a connection of the other test was still being closed: others make the load
        }
    }

    private static RawClient open() {
        try {
            return new RawClient(RestAssured.port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isAnswered(RawClient client) {
        try {
            return client.sendLines("GET /v1/models HTTP/1.1", "Host: a", "")
                    .readUntil("]}")
                    .contains("200 OK");
        } catch (IOException reset) {
            return false;
        }
    }
}
