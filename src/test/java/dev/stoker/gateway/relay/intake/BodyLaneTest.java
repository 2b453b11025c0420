package dev.stoker.gateway.relay.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.testkit.RawClient;
import io.netty.buffer.ByteBuf;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BodyLaneTest {
    private static final String LONG = "0123456789".repeat(100_000);

    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<Body> bodies = new LinkedBlockingQueue<>();
    private Behaviour behaviour = body -> {};
    private RawClient client;

    /// What a test does when the first piece of a body has come.
    private interface Behaviour {
        void begun(Body body);
    }

    @BeforeEach
    void connect() throws Exception {
        HttpServer server = vertx.createHttpServer().requestHandler(this::serve);
        client = new RawClient(await(server.listen(0, "127.0.0.1")).actualPort());
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        await(vertx.close());
    }

    @Test
    void aBodyOfAKnownConnectionIsNotCopied() throws Exception {
        Body first = ask(LONG);
        Body second = ask(LONG);

        assertFalse(first.direct);
        assertTrue(second.direct);
        assertEquals(LONG, first.text());
        assertEquals(LONG, second.text());
        assertTrue(second.pieces.stream().allMatch(piece -> piece.refCnt() == 0));
    }

    @Test
    void bodiesInOneWriteFindTheirRequests() throws Exception {
        client.send((post("one") + post("two") + post("three") + post("")).getBytes(UTF_8));

        assertEquals("one", bodies.take().text());
        assertEquals("two", bodies.take().text());
        assertEquals("three", bodies.take().text());
        assertEquals("", bodies.take().text());
    }

    @Test
    void whatWasReadWhileNobodyListenedComesBeforeTheEnd() throws Exception {
        ask("to know the connection");
        behaviour =
                body -> {
                    body.inflow.pause();
                    vertx.runOnContext(_ -> body.inflow.resume());
                };

        // decoded by one read
        String chunks = "3\r\none\r\n3\r\ntwo\r\n5\r\nthree\r\n0\r\n\r\n";
        client.send((head("transfer-encoding: chunked") + chunks).getBytes(UTF_8));

        assertEquals("onetwothree", bodies.take().text());
    }

    @Test
    void aLongBodyWaitsForWhoeverDoesNotListen() throws Exception {
        ask("to know the connection");
        behaviour =
                body -> {
                    body.inflow.pause();
                    vertx.setTimer(1, _ -> body.inflow.resume());
                };

        assertEquals(LONG, ask(LONG).text());
        assertEquals("next", ask("next").text());
    }

    @Test
    void whatNobodyWantsIsTheServers() throws Exception {
        ask("to know the connection");
        behaviour =
                body -> {
                    body.inflow.pause();
                    body.inflow.leave();
                    body.request.handler(rest -> body.left += rest.length());
                    body.request.resume();
                };

        Body body = ask(LONG);

        assertTrue(body.direct);
        assertEquals(LONG.length(), body.text().length() + body.left);
        assertTrue(body.left > 0);
        behaviour = _ -> {};
        assertEquals("next", ask("next").text());
    }

    private Body ask(String text) throws Exception {
        client.send(post(text).getBytes(UTF_8));
        Body body = bodies.take();
        client.readUntil("\r\n\r\n");
        return body;
    }

    private static String post(String body) {
        return head("content-length: " + body.length()) + body;
    }

    private static String head(String header) {
        return "POST / HTTP/1.1\r\nhost: a\r\n%s\r\n\r\n".formatted(header);
    }

    private void serve(HttpServerRequest request) {
        Body body = new Body(request, new Inflow(vertx, request));
        request.endHandler(_ -> {
            bodies.add(body);
            request.response().end();
        });
        body.inflow.begin(piece -> {
            boolean first = body.pieces.isEmpty();
            body.take(piece);
            if (first) {
                behaviour.begun(body);
            }
        });
    }

    private static <T> T await(io.vertx.core.Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static final class Body {
        private final HttpServerRequest request;
        private final Inflow inflow;
        private final List<ByteBuf> pieces = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private boolean direct;
        private int left;

        Body(HttpServerRequest request, Inflow inflow) {
            this.request = request;
            this.inflow = inflow;
        }

        void take(ByteBuf piece) {
            direct = piece.isDirect();
            pieces.add(piece);
            text.append(piece.toString(UTF_8));
            piece.release();
        }

        String text() {
            return text.toString();
        }
    }
}
