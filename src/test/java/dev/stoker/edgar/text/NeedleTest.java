package dev.stoker.edgar.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NeedleTest {
    @Test
    void findsWhatAPlainSearchFinds() {
        Random chance = new Random(1);
        for (int round = 0; round < 20_000; round++) {
            String hay = letters(chance, chance.nextInt(60));
            String sought = letters(chance, 2 + chance.nextInt(5));
            int from = chance.nextInt(hay.length() + 1);

            int found = Span.of(hay).find(Needle.of(sought), from);

            assertEquals(hay.indexOf(sought, from), found, () -> sought + " in " + hay);
        }
    }

    @Test
    void looksNoFurtherThanTheSpan() {
        byte[] data = "aaaaaaaaaa<XML>".getBytes(StandardCharsets.US_ASCII);

        assertEquals(-1, Span.of(data, 14).find(Needle.of("<XML>"), 0));
        assertEquals(10, Span.of(data, 15).find(Needle.of("<XML>"), 0));
    }

    @Test
    void bytesAboveAsciiDoNotDeceiveIt() {
        byte[] data = new byte[64];
        Arrays.fill(data, (byte) 0xcd);
        System.arraycopy("\u0000<XML>".getBytes(StandardCharsets.US_ASCII), 0, data, 40, 6);

        assertEquals(41, Span.of(data, 64).find(Needle.of("<XML>"), 0));
    }

    @Test
    void aNeedleOfOneCharacterIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Needle.of("<"));
    }

    private static String letters(Random chance, int count) {
        return chance.ints(count, 'a', 'c')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
