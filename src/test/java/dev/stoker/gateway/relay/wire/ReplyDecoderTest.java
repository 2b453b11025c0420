package dev.stoker.gateway.relay.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplyDecoderTest {
    private static final String HEAD = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";

    private final EmbeddedChannel channel =
            new EmbeddedChannel(new ReplyDecoder(new HttpDecoderConfig()));
    private final ByteArrayOutputStream framed = new ByteArrayOutputStream();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private boolean ended;
    private boolean failed;

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void wholeChunksOfOneReadAreGivenOnAsTheyCame() {
        read(HEAD);
        read("5\r\nhello\r\n00b\r\n there, you\r\n");

        assertEquals("5\r\nhello\r\n00b\r\n there, you\r\n", framed.toString(US_ASCII));
        assertEquals("hello there, you", body.toString(US_ASCII));
    }

    @Test
    void whatComesWithTheHeadIsGivenOnAsItCame() {
        read(HEAD + "2\r\nhi\r\n0\r\n\r\n");

        assertEquals("2\r\nhi\r\n", framed.toString(US_ASCII));
        assertTrue(ended);
    }

    @Test
    void aChunkThatWasCutIsFollowedByWholeOnes() {
        read(HEAD + "a\r\n01234");
        read("56789\r");
        read("\n2\r\nhi\r\n3");
        read("\r\nyou\r\n");

        assertEquals("2\r\nhi\r\n3\r\nyou\r\n", framed.toString(US_ASCII));
        assertEquals("0123456789hiyou", body.toString(US_ASCII));
    }

    @Test
    void anExtendedChunkAndAllBehindItAreTakenApart() {
        read(HEAD + "2;x=y\r\nhi\r\n3\r\nyou\r\n0\r\ntrailer: z\r\n\r\n");

        assertEquals("", framed.toString(US_ASCII));
        assertEquals("hiyou", body.toString(US_ASCII));
        assertTrue(ended);
    }

    @Test
    void anAnswerBehindAChunkedOneIsAnAnswer() {
        read(HEAD + "2\r\nhi\r\n0\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 7\r\n\r\n2\r\nno\r\n");

        assertEquals("2\r\nhi\r\n", framed.toString(US_ASCII));
        assertEquals("hi2\r\nno\r\n", body.toString(US_ASCII));
    }

    @Test
    void aChunkThatEndsWrongIsNotGivenOn() {
        read(HEAD + "2\r\nhi!!3\r\nyou\r\n");

        assertEquals("", framed.toString(US_ASCII));
        assertTrue(failed);
    }

    @Test
    void aSizeOfManyDigitsIsNotForUs() {
        read(HEAD + "00000002\r\nhi\r\n");

        assertEquals("", framed.toString(US_ASCII));
        assertEquals("hi", body.toString(US_ASCII));
    }

    /// However the bytes are cut, the body is the same.
    @Test
    void anyCutsLeaveTheBodyWhole() {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            body.reset();
            ended = false;
            StringBuilder sent = new StringBuilder();
            StringBuilder wire = new StringBuilder(HEAD);
            for (int chunk = 0; chunk < 20; chunk++) {
                String text = "x".repeat(1 + random.nextInt(40)) + chunk;
                String extension = random.nextInt(40) == 0 ? ";e" : "";
                sent.append(text);
                wire.append(Integer.toHexString(text.length()))
                        .append(extension)
                        .append("\r\n")
                        .append(text)
                        .append("\r\n");
            }
            wire.append("0\r\n\r\n");

            for (int at = 0; at < wire.length(); ) {
                int end = Math.min(wire.length(), at + 1 + random.nextInt(60));
                read(wire.substring(at, end));
                at = end;
            }

            assertEquals(sent.toString(), body.toString(US_ASCII));
            assertTrue(ended);
        }
    }

    private void read(String bytes) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes, US_ASCII));
        for (Object message = channel.readInbound();
                message != null;
                message = channel.readInbound()) {
            hear(message);
            ReferenceCountUtil.release(message);
        }
    }

    private void hear(Object message) {
        if (message instanceof ByteBuf chunks) {
            framed.writeBytes(chunks.toString(US_ASCII).getBytes(US_ASCII));
            byte[] payload = new byte[PlainChunks.length(chunks)];
            PlainChunks.copy(chunks, payload);
            body.writeBytes(payload);
            return;
        }
        failed |= assertInstanceOf(HttpObject.class, message).decoderResult().isFailure();
        if (message instanceof HttpContent content) {
            body.writeBytes(content.content().toString(US_ASCII).getBytes(US_ASCII));
        }
        ended |= message instanceof LastHttpContent;
    }
}
