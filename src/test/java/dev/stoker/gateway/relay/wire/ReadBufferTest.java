package dev.stoker.gateway.relay.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.Test;

class ReadBufferTest {
    private final ReadBuffer buffer = new ReadBuffer();

    @Test
    void whatWasLetGoIsReadIntoAgain() {
        ByteBuf first = read("one");
        first.release();

        ByteBuf second = read("two");

        assertSame(first, second);
        assertEquals("two", second.toString(US_ASCII));
    }

    @Test
    void whatIsKeptStaysAsItWas() {
        ByteBuf first = read("one");

        ByteBuf second = read("two");

        assertNotSame(first, second);
        assertEquals("one", first.toString(US_ASCII));
    }

    @Test
    void aBufferThatWasKeptIsGoneWithItsLastReader() {
        ByteBuf first = read("one");
        read("two");

        first.release();

        assertEquals(0, first.refCnt());
    }

    private ByteBuf read(String bytes) {
        ByteBuf into = buffer.newHandle().allocate(UnpooledByteBufAllocator.DEFAULT);
        return into.writeBytes(bytes.getBytes(US_ASCII));
    }
}
