package dev.stoker.edgar.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalBytesTest {
    @Test
    void plainAsciiIsNotCopied() {
        byte[] plain = "<A>b\r\n\tc\u0000\u001f".repeat(20).getBytes(StandardCharsets.US_ASCII);

        assertSame(plain, CanonicalBytes.of(plain, plain.length).data());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u000b", "\u000c", "\u001c", "\u001d", "\u001e", "\u0085", "\u2028", "\u2029"
            })
    void everyOtherSeparatorOfLinesBecomesANewlineWhereverItStands(String separator) {
        for (int before = 0; before < 70; before++) {
            String text = "x".repeat(before) + separator + "y".repeat(40);

            assertEquals(
                    text.replace(separator, "\n"),
                    canonical(text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "61 ff 62, 1",
        "61 ed a0 80 62, 3",
        "61 c0 80 62, 2",
        "61 e2 82 62, 1",
        "61 f0 9f 98 62, 1",
        "61 f5 62, 1",
        "61 f4 90 80 80 62, 4",
        "61 e0 80 62, 2"
    })
    void eachMalformedPartBecomesOneReplacementCharacter(String bytes, int replacements) {
        byte[] malformed = HexFormat.ofDelimiter(" ").parseHex(bytes);

        assertEquals("a" + "\ufffd".repeat(replacements) + "b", canonical(malformed));
    }

    @Test
    void aCarriageReturnBeforeAnotherSeparatorIsALineEndOfItsOwn() {
        byte[] bytes = "a\r\r\u0085b\r\u000bc\r\nd\re".getBytes(StandardCharsets.UTF_8);

        assertEquals("a\n\n\nb\n\nc\nd\ne", canonical(bytes));
    }

    @Test
    void wellFormedCharactersOfEveryLengthStay() {
        String text = "a\u00e9\u4e2d\ud83d\ude00\u3000z";

        assertEquals(text, canonical(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String canonical(byte[] bytes) {
        return CanonicalBytes.of(bytes, bytes.length).text();
    }
}
