package dev.stoker.gateway.relay.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.testkit.WireEngine;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WireTest {
    private static final String[] OK = {"HTTP/1.1 200 OK", "content-length: 2", "", "hi"};

    private final Vertx vertx = Vertx.vertx();
    private final ContextInternal context = (ContextInternal) vertx.getOrCreateContext();
    private final Wires wires = Wires.of(context);

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void aConnectionIsUsedAgainAfterAWholeAnswer() throws Exception {
        try (WireEngine engine = WireEngine.start((_, c) -> c.write(String.join("\r\n", OK)))) {
            Asking first = ask(engine);
            Asking second = ask(engine);

            assertEquals("200 hi", first.answer());
            assertEquals("200 hi", second.answer());
            assertSame(first.wire, second.wire);
        }
    }

    @Test
    void aConnectionThatTheEngineWillCloseIsNotUsedAgain() throws Exception {
        try (WireEngine engine =
                WireEngine.start((_, c) ->
                        c.lines("HTTP/1.1 200 OK", "connection: close", "")
                                .write("hi")
                                .socket()
                                .close())) {
            Asking first = ask(engine);
            Asking second = ask(engine);

            assertEquals("200 hi", first.answer());
            assertEquals("200 hi", second.answer());
            assertNotSame(first.wire, second.wire);
        }
    }

    @Test
    void whatAnEngineSaysBeforeItsAnswerIsNotTheAnswer() throws Exception {
        try (WireEngine engine =
                WireEngine.start((_, c) ->
                        c.lines("HTTP/1.1 103 Early Hints", "link: x", "")
                                .write(String.join("\r\n", OK)))) {
            assertEquals("200 hi", ask(engine).answer());
        }
    }

    @Test
    void anAnswerThatEndsTooEarlyIsBroken() throws Exception {
        try (WireEngine engine =
                WireEngine.start((_, c) ->
                        c.lines("HTTP/1.1 200 OK", "content-length: 9", "")
                                .write("hi")
                                .socket()
                                .close())) {
            assertEquals("200 hi broke", ask(engine).answer());
        }
    }

    @Test
    void chunksOfEveryFormAreOneBody() throws Exception {
        try (WireEngine engine =
                WireEngine.start((_, c) ->
                        c.lines("HTTP/1.1 200 OK", "transfer-encoding: chunked", "")
                                .chunk("plain ")
                                .chunk("and ")
                                .lines("8;named=x", "extended", "0", ""))) {
            Asking first = ask(engine);
            Asking second = ask(engine);

            assertEquals("200 plain and extended", first.answer());
            assertSame(first.wire, second.wire);
        }
    }

    @Test
    void nonsenseAmongChunksBreaksTheAnswer() throws Exception {
        try (WireEngine engine =
                WireEngine.start((_, c) ->
                        c.lines("HTTP/1.1 200 OK", "transfer-encoding: chunked", "")
                                .chunk("so ")
                                .lines("what", "", ""))) {
            assertTrue(ask(engine).answer().endsWith(" broke"));
        }
    }

    @Test
    void nonsenseIsNoAnswer() throws Exception {
        try (WireEngine engine = WireEngine.start((_, c) -> c.lines("so what", "", ""))) {
            assertTrue(ask(engine).answer().startsWith("none: "));
        }
    }

    @Test
    void anEngineThatIsAwayRefuses() throws Exception {
        WireEngine engine = WireEngine.start((_, _) -> {});
        engine.close();

        assertTrue(ask(engine).answer().startsWith("refused: "));
    }

    private Asking ask(WireEngine engine) throws Exception {
        Asking asking = new Asking();
        URI at = URI.create("http://127.0.0.1:" + engine.port());
        context.runOnContext(_ -> wires.take(at, context, asking));
        asking.answer();
        return asking;
    }

    /// One request and all that is heard of it.
    private final class Asking implements Wires.Taker, Caller, EngineReply.Reader {
        private final CompletableFuture<String> whole = new CompletableFuture<>();
        private final StringBuilder heard = new StringBuilder();
        private @Nullable Wire wire;

        String answer() throws Exception {
            return whole.get(30, TimeUnit.SECONDS);
        }

        @Override
        public void taken(Wire free) {
            wire = free;
            HttpRequest head =
                    new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/v1/x");
            head.headers().set("host", "engine").set("content-length", 3);
            free.ask(head, List.of(Unpooled.copiedBuffer("why", UTF_8)), context, this);
        }

        @Override
        public void refused(Throwable cause) {
            whole.complete("refused: " + cause.getMessage());
        }

        @Override
        public void replied(EngineReply reply) {
            heard.append(reply.status()).append(' ');
            reply.read(this);
        }

        @Override
        public void broke(Throwable cause) {
            whole.complete("none: " + cause.getMessage());
        }

        @Override
        public void take(Piece piece) {
            heard.append(piece.buffer());
        }

        @Override
        public void end() {
            whole.complete(heard.toString());
        }

        @Override
        public void broke() {
            whole.complete(heard.append(" broke").toString());
        }

        @Override
        public void drained() {}
    }
}
