package dev.stoker.edgar.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilingTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<?xml version='1.0'?>~<a>x</a> | <a>x</a>",
                "<?XML ?><a/> | <a/>",
                "<?xml version='1.0'><a/> | <?xml version='1.0'>~<a/>",
                "<?xml-stylesheet href='x'?><?xml v?><a/> | <?xml v?>~<a/>",
                "<a xmlns=\"u\" b=\"1\"/> | <a b=\"1\"/>",
                "<a~ XMLNS:q=\"u\"/> | <a/>",
                "<a xmlns='u'/> | <a xmlns='u'/>",
                "<a xmlns:q-r=\"u\"/> | <a xmlns:q-r=\"u\"/>",
                "<a xmlns:=\"u\"/> | <a xmlns:=\"u\"/>",
                "<a xmlns=\"u/> | <a xmlns=\"u/>",
                "<a>~~  <b/></a> | <a>~<b/>~</a>",
                "<a> x  y </a> | <a> x  y </a>",
                "<a xmlns=\"u\"> xmlns=\"v\"<b/> | <a>~<b/>"
            })
    void xmlIsMadeShortForAReader(String xml, String text) {
        assertEquals(lines(text), FilingText.of(Span.of(lines(xml)), TextOptions.USUAL));
    }

    @Test
    void everyLineEndBecomesANewline() {
        assertEquals(
                "<a>1\n2\n3\n4</a>",
                FilingText.of(Span.of("<a>1\r\n2\r3\n4</a>"), TextOptions.USUAL));
    }

    @Test
    void fifteenThousandCharactersAreKeptAndOneMoreIsCut() {
        String most = "\ud83d\ude00".repeat(15_000);

        assertEquals(most, FilingText.of(Span.of(most), TextOptions.USUAL));
        assertEquals(
                "\ud83d\ude00".repeat(13_000)
                        + "\n\n[...TRUNCATED...]\n\n"
                        + "\ud83d\ude00".repeat(1_999)
                        + "x",
                FilingText.of(Span.of(most + "x"), TextOptions.USUAL));
    }

    @Test
    void whiteSpaceAtTheCutsIsDropped() {
        String text = "a".repeat(12_999) + " ".repeat(3_000) + "b".repeat(1_990);

        assertEquals(
                "a".repeat(12_999) + "\n\n[...TRUNCATED...]\n\n" + "b".repeat(1_990),
                FilingText.of(Span.of(text), TextOptions.USUAL));
    }

    @Test
    void aLongDocumentCleanedAtItsEndsReadsLikeOneCleanedWhole() {
        Random chance = new Random(3);
        for (int round = 0; round < 60; round++) {
            String xml = longXml(chance);

            String text = FilingText.of(Span.of(xml), TextOptions.USUAL);

            assertEquals(cleanedByPatterns(xml), text);
        }
    }

    @Test
    void aLongDocumentInsideOneAttributeIsStillRight() {
        String value = "<a>".repeat(100_000);
        String xml = "<r xmlns=\"" + value + "\">" + "<b>1</b>".repeat(10) + "</r>";

        assertTrue(FilingText.of(Span.of(xml), TextOptions.USUAL).startsWith("<r>\n<b>1</b>\n"));
    }

    private static String longXml(Random chance) {
        StringBuilder xml = new StringBuilder("<r>");
        String[] pieces = {
            "<v>1</v>",
            " \n <w a=\"1\"  b=\"x < y\"/>",
            "text ",
            "<n xmlns=\"u<v\" c=\"=\"/>",
            "\r\n",
            "<q xmlns:p=\"u\n<t> xmlns=\">z</q>",
            "\"",
            " xmlns=\"<<<",
            "\u00e9\u2003",
            "=\"",
            "    "
        };
        while (xml.length() < 260_000) {
            int commonness = chance.nextInt(40) == 0 ? pieces.length : 3;
            xml.append(pieces[chance.nextInt(commonness)]);
        }
        return xml.append("</r>").toString();
    }

    /// The rules once more, as the regular expressions they are defined by.
    private static String cleanedByPatterns(String xml) {
        int flags = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS;
        String lines = xml.replace("\r\n", "\n").replace("\r", "\n").strip();
        String bare =
                Pattern.compile("\\s+xmlns(:\\w+)?=\"[^\"]*\"", flags)
                        .matcher(lines)
                        .replaceAll("");
        String text = Pattern.compile(">\\s*<", flags).matcher(bare).replaceAll(">\n<").strip();
        int[] characters = text.codePoints().toArray();
        return characters.length <= 15_000
                ? text
                : new String(characters, 0, 13_000).stripTrailing()
                        + "\n\n[...TRUNCATED...]\n\n"
                        + new String(characters, characters.length - 2_000, 2_000).stripLeading();
    }

    private static String lines(String tildesForNewlines) {
        return tildesForNewlines.replace('~', '\n');
    }
}
