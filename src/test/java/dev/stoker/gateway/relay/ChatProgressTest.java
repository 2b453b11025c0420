package dev.stoker.gateway.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.inference.InFlight;
import dev.stoker.testkit.Engines;
import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.RawClient;
import dev.stoker.testkit.WireEngine;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the relay tells of a chat on its way: sent, taken by the engine, text.
@QuarkusTest
@TestProfile(TestFleet.Profile.class)
@Timeout(60)
class ChatProgressTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String CHAT = "/v1/chat/completions";
    private static final String STREAM = "{\"model\":\"m\",\"stream\":true,\"messages\":[]}";

    @Inject TestFleet fleet;
    @Inject InFlight inFlight;

    private final CountDownLatch mayTake = new CountDownLatch(1);
    private final CountDownLatch maySpeak = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    @Test
    void aChatWaitsUntilItsFirstTextAndTellsWhenTheEngineTookIt() throws Exception {
        try (WireEngine wire = WireEngine.start((_, c) -> play(c));
                RawClient client = new RawClient(RestAssured.port)) {
            fleet.is(Engines.ready(Engines.spec("progress", "m"), wire.port()));

            client.post(CHAT, STREAM);
            becomes(chats -> chats.size() == 1 && chats.getFirst().sent().isPresent());
            assertTrue(inFlight.waiting("progress").getFirst().taken().isEmpty());

            mayTake.countDown();
            becomes(chats -> chats.size() == 1 && chats.getFirst().taken().isPresent());

            maySpeak.countDown();
            becomes(List::isEmpty);
            assertEquals(1, inFlight.chats("progress"));

            mayEnd.countDown();
            client.readUntil("0\r\n\r\n");
        }
    }

    private void play(WireEngine.Connection connection) throws Exception {
        mayTake.await();
        connection.beginEvents();
        maySpeak.await();
        connection.chunk("data: 1\n\n");
        mayEnd.await();
        connection.write("0\r\n\r\n");
    }

    private void becomes(Predicate<List<InFlight.Ticket>> expected) {
        Eventually.becomes(LIMIT, () -> inFlight.waiting("progress"), expected);
    }
}
