package dev.stoker.edgar.sgml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stoker.edgar.text.Span;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which documents a submission has, and which of them is the primary XML.
class DocumentsTest {
    @Test
    void aDocumentThatIsCutOffIsDropped() throws Exception {
        assertEquals(
                List.of("a.xml"),
                names(document("1", "a.xml", "x") + "<DOCUMENT>\n<FILENAME>b.xml\n<TEXT>cut"));
    }

    @Test
    void aDocumentOnOneLineIsLostForItNeverEnds() throws Exception {
        assertEquals(List.of(), names("<DOCUMENT><FILENAME>a.xml\r<SEQUENCE>1</SEQUENCE><TEXT>\n"));
        assertEquals(List.of(), names("<DOCUMENT><FILENAME>a.xml</DOCUMENT>\n"));
    }

    @Test
    void anOpeningInsideADocumentStartsItOver() throws Exception {
        assertEquals(
                List.of("b.xml"),
                names(
                        "<DOCUMENT>\n<FILENAME>a.xml\nsee <DOCUMENT> here\n<FILENAME>b.xml\n</DOCUMENT>\n"));
    }

    @Test
    void aClosingWithoutADocumentIsMalformedAndSaysWhere() {
        MalformedSubmission malformed =
                assertThrows(
                        MalformedSubmission.class,
                        () -> names(document("1", "a.xml", "x") + "</DOCUMENT>\n"));

        assertEquals("</DOCUMENT> closes no document at byte 81", malformed.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "a.xml, true",
        "dir.d/a.xml, true",
        "a.b.xml, true",
        "a.XML, false",
        "a.xsd, false",
        ".xml, false",
        "dir/..xml, false",
        "xml, false"
    })
    void onlyALowerCaseExtensionBehindAStemIsXml(String fileName, boolean xml) {
        assertEquals(xml, new Document("1", fileName, Span.of("")).isXml());
    }

    @Test
    void thePrimaryDocumentIsTheFirstXmlOfSequenceOne() throws Exception {
        String submission =
                document("1", "a.htm", "htm")
                        + document("2", "b.xml", "second")
                        + document(" 1 ", "c.xml", "primary")
                        + document("1", "d.xml", "later");

        assertEquals(Optional.of("primary"), primary(submission));
    }

    @Test
    void sequenceZeroOneIsNotOne() throws Exception {
        assertEquals(Optional.empty(), primary(document("01", "a.xml", "x")));
    }

    @Test
    void theLastDocumentOfItsNameIsReadSequenceBySequence() throws Exception {
        String submission =
                document("1", "a.xml", "first")
                        + document("2", "a.xml", "of another sequence")
                        + document("1", "a.xml", "of the same sequence");

        assertEquals(Optional.of("of another sequence"), primary(submission));
    }

    @ParameterizedTest
    @CsvSource({
        "<TEXT><XML>a</XML></TEXT>, a",
        "<TEXT><XBRL>b</XBRL><XML>a</XML></TEXT>, b",
        "<TEXT><XML>a</XML><PDF>c</PDF></TEXT>, c",
        "<TEXT><XML>open</TEXT>, <XML>open",
        "<TEXT></XML>a<XML>b</XML></TEXT>, b",
        "<XML>  </XML><TEXT>t</TEXT>, ''"
    })
    void theInnermostPairOfTagsHoldsTheContent(String raw, String content) {
        assertEquals(Optional.of(content), Wrapper.unwrap(Span.of(raw)).map(Span::text));
    }

    @Test
    void aDocumentWithoutAnyPairHasNoContent() {
        assertEquals(Optional.empty(), Wrapper.unwrap(Span.of("plain <TEXT> text")));
    }

    private static List<String> names(String submission) throws MalformedSubmission {
        return cut(submission).documents().stream().map(Document::fileName).toList();
    }

    private static Optional<String> primary(String submission) throws MalformedSubmission {
        return cut(submission)
                .primaryXml()
                .flatMap(document -> Wrapper.unwrap(document.raw()))
                .map(Span::text);
    }

    private static Parts cut(String documents) throws MalformedSubmission {
        return Dialect.FEED.cut(Span.of("<SUBMISSION>\n" + documents));
    }

    private static String document(String sequence, String fileName, String text) {
        return "<DOCUMENT>\n<SEQUENCE>%s\n<FILENAME>%s\n<TEXT>\n%s\n</TEXT>\n</DOCUMENT>\n"
                .formatted(sequence, fileName, text);
    }
}
