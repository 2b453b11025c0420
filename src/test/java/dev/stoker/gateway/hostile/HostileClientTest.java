package dev.stoker.gateway.hostile;

import static dev.stoker.gateway.hostile.Aftermath.CHAT;
import static dev.stoker.gateway.hostile.Aftermath.QUESTION;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.gateway.relay.TestFleet;
import dev.stoker.testkit.RawClient;
import dev.stoker.testkit.WireEngine;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Clients in numbers that take their time: nobody else waits for them, and nothing of them stays.
@QuarkusTest
@TestProfile(TestFleet.Profile.class)
@Timeout(120)
class HostileClientTest {
    /// `-Dhostile.connections=10000` where the machine allows 20,000 open files, and
    /// `-Dhostile.streams=4000`, of which each takes four; `bench/gateway/run --cases crowd` has
    /// the clients and the engine in processes of their own.
    private static final int IDLE = Integer.getInteger("hostile.connections", 2_000);

    private static final int STREAMS = Integer.getInteger("hostile.streams", 500);

    private static final int SLOW = 300;
    private static final String[] HALF_A_HEAD = {"POST " + CHAT + " HTTP/1.1", "Host: x", "X-A: b"};
    private static final String[] HALF_A_BODY = {
        "POST " + CHAT + " HTTP/1.1", "Host: x", "Content-Length: 100000", "", "{\"model\":\"m\","
    };

    @Inject Aftermath aftermath;

    @TestHTTPResource(value = "/health/live", management = true)
    URI probe;

    @Test
    void clientsThatNeverEndTheirHeadHoldUpNobody() throws Exception {
        holdUpNobody(SLOW, client -> client.sendLines(HALF_A_HEAD));
    }

    @Test
    void clientsThatNeverEndTheirBodyHoldUpNobody() throws Exception {
        holdUpNobody(SLOW, client -> client.sendLines(HALF_A_BODY));
    }

    @Test
    void connectionsWithoutARequestHoldUpNobody() throws Exception {
        holdUpNobody(IDLE, client -> client);
    }

    @Test
    void connectionsThatRestAfterARequestHoldUpNobody() throws Exception {
        holdUpNobody(
                IDLE,
                client -> {
                    client.sendLines("GET /v1/models HTTP/1.1", "Host: x", "").readUntil("]}");
                    return client;
                });
    }

    @Test
    void openStreamsHoldUpNobody() throws Exception {
        holdUpNobody(
                STREAMS,
                HostileClientTest::beginStream,
                client -> {
                    String begun = client.post(CHAT, QUESTION).readUntil("data: one\n\n");
                    assertTrue(begun.startsWith("HTTP/1.1 200 OK"), begun);
                    return client;
                });
    }

    @Test
    void clientsThatAskAndNeverReadHoldUpNobody() throws Exception {
        holdUpNobody(SLOW, client -> client.post(CHAT, QUESTION));
    }

    @Test
    void aClientThatOnlyListensAnyMoreEndsItsRequestAndItsConnection() throws Exception {
        try (WireEngine engine = aftermath.engine((_, connection) -> connection.awaitEnd());
                RawClient client = new RawClient(RestAssured.port)) {
            client.post(CHAT, QUESTION);
            engine.awaitRequest();

            client.endOutput();

            assertEquals("", client.readAllText());
            aftermath.isClean(engine, probe);
        }
    }

    @Test
    void aHundredRequestsInOneWriteAreAnsweredInTheirOrder() throws Exception {
        try (WireEngine engine =
                        aftermath.engine((request, connection) ->
                                connection
                                        .lines(
                                                "HTTP/1.1 200 OK",
                                                "content-length: " + request.header("x-n").length(),
                                                "")
                                        .write(request.header("x-n")));
                RawClient client = new RawClient(RestAssured.port)) {
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < 100; i++) {
                all.append(
                        "POST %s HTTP/1.1\r\nHost: x\r\nX-N: <%d>\r\nContent-Length: %d\r\n\r\n%s"
                                .formatted(CHAT, i, QUESTION.length(), QUESTION));
            }

            client.send(all.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));

            for (int i = 0; i < 100; i++) {
                assertTrue(client.readUntil("\r\n\r\n").startsWith("HTTP/1.1 200 OK"));
                assertEquals("<" + i + ">", client.readUntil(">"));
            }
            client.leave();
            aftermath.isClean(engine, probe);
        }
    }

    private interface Misbehaviour {
        RawClient by(RawClient client) throws IOException;
    }

    /// The first event of a stream, and no other.
    private static void beginStream(WireEngine.Request request, WireEngine.Connection connection)
            throws Exception {
        connection.beginEvents().chunk("data: one\n\n");
        connection.awaitEnd();
    }

    private void holdUpNobody(int count, Misbehaviour misbehaviour) throws Exception {
        holdUpNobody(count, (_, connection) -> connection.awaitEnd(), misbehaviour);
    }

    private void holdUpNobody(int count, WireEngine.Script script, Misbehaviour misbehaviour)
            throws Exception {
        List<RawClient> clients = new ArrayList<>();
        try (WireEngine engine = aftermath.engine(script)) {
            for (int i = 0; i < count; i++) {
                clients.add(misbehaviour.by(new RawClient(RestAssured.port)));
            }

            aftermath.othersAreServed(probe);

            for (RawClient client : clients) {
                client.close();
            }
            aftermath.isClean(engine, probe);
        }
    }
}
