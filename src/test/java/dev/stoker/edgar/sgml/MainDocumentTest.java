package dev.stoker.edgar.sgml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stoker.edgar.text.TextChoice;
import dev.stoker.edgar.text.TextKind;
import dev.stoker.edgar.text.TextOptions;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The text of filings without a primary XML document, where the best there is was asked for.
class MainDocumentTest {
    private static final TextOptions BEST = new TextOptions(TextChoice.BEST, 15_000);

    @Test
    void htmlBecomesText() throws Exception {
        Submission read = read(document("1", "d8k.htm", "<html><p>Item 2.02</p>Results</html>"));

        assertEquals(text(TextKind.HTML, "Item 2.02\nResults"), read.text());
    }

    @Test
    void inlineXbrlIsReadLikeAnyHtml() throws Exception {
        String page =
                "<XBRL>\n<?xml version=\"1.0\"?><html><body><ix:header>x</ix:header>"
                        + "<ix:nonNumeric name=\"a\">Apple Inc.</ix:nonNumeric></body></html>\n</XBRL>";

        assertEquals(text(TextKind.HTML, "Apple Inc."), read(document("1", "a.htm", page)).text());
    }

    @Test
    void plainTextStaysAsItIsWithItsColumns() throws Exception {
        Submission read = read(document("1", "a.txt", "Cash      12\r\n   Debt    3\r"));

        assertEquals(text(TextKind.PLAIN, "Cash      12\n   Debt    3"), read.text());
    }

    @Test
    void aTextFileThatHoldsAPageIsReadAsOne() throws Exception {
        assertEquals(
                text(TextKind.HTML, "Dear Sirs"),
                read(document("1", "a.txt", "<HTML><P>Dear Sirs</HTML>")).text());
    }

    @ParameterizedTest
    @CsvSource({"scan.pdf", "logo.jpg", "data.xlsx", "page.htm"})
    void whatIsUuencodedOrNoTextIsPassedOver(String file) throws Exception {
        Submission read =
                read(
                        document("1", file, "begin 644 x\n#86)C\n`\nend")
                                + document("2", "letter.txt", "Dear Sirs"));

        assertEquals(text(TextKind.PLAIN, "Dear Sirs"), read.text());
    }

    @Test
    void aPrimaryXmlDocumentIsPreferred() throws Exception {
        Submission read =
                read(document("2", "a.htm", "<p>page</p>") + document("1", "a.xml", "<a/>"));

        assertEquals(text(TextKind.XML, "<a/>"), read.text());
    }

    @Test
    void withoutAnyReadableDocumentThereIsNoText() throws Exception {
        assertEquals(Optional.empty(), read("").text());
        assertEquals(Optional.empty(), read(document("1", "a.htm", "<html></html>")).text());
    }

    @Test
    void whereTheXmlAloneIsWantedThePageIsNoText() throws Exception {
        assertEquals(
                Optional.empty(),
                read(document("1", "a.htm", "<p>page</p>"), TextOptions.USUAL).text());
    }

    private static Optional<Submission.Text> text(TextKind kind, String value) {
        return Optional.of(new Submission.Text(kind, value));
    }

    private static String document(String sequence, String file, String content) {
        return """
        <DOCUMENT>
        <TYPE>8-K
        <SEQUENCE>%s
        <FILENAME>%s
        <TEXT>
        %s
        </TEXT>
        </DOCUMENT>
        """
                .formatted(sequence, file, content);
    }

    private static Submission read(String documents) throws MalformedSubmission {
        return read(documents, BEST);
    }

    private static Submission read(String documents, TextOptions wanted)
            throws MalformedSubmission {
        byte[] bytes =
                ("<SUBMISSION>\n<TYPE>8-K\n" + documents + "</SUBMISSION>\n")
                        .getBytes(StandardCharsets.UTF_8);
        return Submission.read(bytes, bytes.length, wanted);
    }
}
