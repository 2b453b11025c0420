package dev.stoker.edgar.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpanTest {
    private static final List<Integer> WHITE_SPACE =
            List.of(
                    0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1c, 0x1d, 0x1e, 0x1f, 0x20, 0x85, 0xa0, 0x1680,
                    0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009,
                    0x200a, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000);

    @Test
    void exactlyTheWhiteSpaceOfUnicodeIsStripped() {
        List<Integer> stripped =
                IntStream.rangeClosed(0, 0x10ffff)
                        .filter(it -> it < 0xd800 || it > 0xdfff)
                        .filter(it -> Span.of(Character.toString(it)).strip().isEmpty())
                        .boxed()
                        .toList();

        assertEquals(WHITE_SPACE, stripped);
    }

    @Test
    void whiteSpaceGoesFromBothEndsAndStaysInside() {
        String padding = "\u3000 \t\u00a0\u2028";
        Span padded = Span.of(padding + "a" + padding + "\u00e9" + padding);

        assertEquals("a" + padding + "\u00e9", padded.strip().text());
        assertEquals("a" + padding + "\u00e9" + padding, padded.stripLeading().text());
        assertEquals(padding + "a" + padding + "\u00e9", padded.stripTrailing().text());
    }

    @Test
    void aSliceOfASliceIsCountedFromItsOwnBeginning() {
        Span slice = Span.of("0123456789").slice(2, 9).after(1);

        assertEquals("345678", slice.text());
        assertEquals("45", slice.slice(1, 3).text());
        assertEquals('3', slice.at(0));
    }

    @Test
    void aLineEndsBeforeEitherOfItsEnds() {
        Span text = Span.of("one\r\ntwo\rthree");

        assertEquals(3, text.lineEnd(0));
        assertEquals(5, text.lineStart(6, 0));
        assertEquals(8, text.lineEnd(6));
        assertEquals(9, text.lineStart(12, 0));
        assertEquals(14, text.lineEnd(12));
    }

    @Test
    void theLookBackForALineStopsAtItsFloor() {
        assertEquals(4, Span.of("aaaaaaaa").lineStart(6, 4));
    }

    @Test
    void aLongerWordIsNotTheStartOfAShorterText() {
        assertTrue(Span.of("<A>").startsWith("<A>"));
        assertFalse(Span.of("<A").startsWith("<A>"));
        assertFalse(Span.of("<B>").startsWith("<A>"));
    }

    @Test
    void joinedSpansReadAsOne() {
        Span text = Span.of("one two three");

        assertEquals("onethree", Span.joined(List.of(text.slice(0, 3), text.after(8))).text());
        assertEquals("one", Span.joined(List.of(text.slice(0, 3))).text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "\u00e9", "\u4e2d", "\ud83d\ude00", "a\u00e9\u4e2d\ud83d\ude00z"})
    void whatWasEncodedIsUtf8(String text) {
        assertTrue(Span.of(text).isUtf8());
    }

    @Test
    void aSequenceThatIsCutOffIsNotUtf8() {
        Span emoji = Span.of("\ud83d\ude00");

        for (int length = 1; length < 4; length++) {
            assertFalse(emoji.slice(0, length).isUtf8(), "length " + length);
        }
    }
}
