package dev.stoker.gateway.relay.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldTest {
    private final Held held = new Held();

    @Test
    void aPieceThatFillsItsMemoryIsNotCopied() {
        ByteBuf piece = piece("0123456789", 16);

        held.add(piece);

        assertSame(piece, held.share().getFirst().unwrap());
        assertEquals("0123456789", text(0, 10));
    }

    @Test
    void ofAPieceThatWastesItsMemoryTheBytesAreKeptAlone() {
        ByteBuf piece = piece("012", 1_000);

        held.add(piece);

        assertEquals(0, piece.refCnt());
        assertEquals("012", text(0, 3));
    }

    @Test
    void aBodyThatComesByteByByteIsHeldInFewPieces() {
        for (int i = 0; i < 100_000; i++) {
            held.add(piece(String.valueOf(i % 10), 64));
        }

        assertEquals(100_000, held.length());
        assertEquals("0123456789".repeat(10_000), new String(held.bytes(), UTF_8));
        List<ByteBuf> pieces = held.share();
        assertTrue(pieces.size() < 20, pieces.size() + " pieces");
        assertTrue(memory(pieces) < 200_000, memory(pieces) + " bytes of memory");
    }

    @Test
    void bytesAcrossPiecesComeInTheirOrder() {
        for (String text : List.of("01", "2", "345", "6", "7", "89")) {
            held.add(piece(text, text.length() == 1 ? 64 : text.length()));
        }

        assertEquals("0123456789", text(0, 10));
        assertEquals("1234567", text(1, 8));
        assertEquals("6", text(6, 7));
        assertEquals("", text(4, 4));
    }

    @Test
    void whatWasSharedOutlivesTheRelease() {
        held.add(piece("01", 2));
        held.add(piece("2", 64));
        List<ByteBuf> shared = held.share();

        held.release();

        assertEquals(0, held.length());
        assertEquals("01", shared.get(0).toString(UTF_8));
        assertEquals("2", shared.get(1).toString(UTF_8));
        assertTrue(shared.stream().allMatch(ByteBuf::release));
    }

    @Test
    void aSecondReleaseReleasesNothing() {
        ByteBuf piece = piece("01", 2).retain();
        held.add(piece);

        held.release();
        held.release();

        assertEquals(1, piece.refCnt());
    }

    @Test
    void whoReadsAShareLeavesTheOthersTheirBytes() {
        held.add(piece("0123", 4));

        held.share().getFirst().skipBytes(4);

        assertEquals("0123", held.share().getFirst().toString(UTF_8));
    }

    private String text(int from, int to) {
        return new String(held.bytes(from, to), UTF_8);
    }

    private static ByteBuf piece(String text, int memory) {
        return Unpooled.directBuffer(memory, memory).writeBytes(text.getBytes(UTF_8));
    }

    private static int memory(List<ByteBuf> pieces) {
        return pieces.stream().mapToInt(ByteBuf::capacity).sum();
    }
}
