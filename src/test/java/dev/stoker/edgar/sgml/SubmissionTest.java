package dev.stoker.edgar.sgml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.edgar.text.TextOptions;
import dev.stoker.testkit.SubmissionText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubmissionTest {
    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void everyKindOfLineEndIsRead(String lineEnd) throws Exception {
        String text = SubmissionText.withXml("1-25-1", "<a>\n  <b/>\n</a>").replace("\n", lineEnd);

        Submission read = read(text);

        assertEquals(Optional.of("1-25-1"), read.header().accessionNumber());
        assertEquals(Optional.of("<a>\n<b/>\n</a>"), textOf(read));
    }

    @Test
    void theHeaderNamesEverybodyInItsRole() throws Exception {
        Submission read = read(SubmissionText.withXml("1", "<a/>"));

        assertEquals(
                List.of(
                        new Party(
                                Party.Role.OWNER,
                                Optional.of("0000000111"),
                                Optional.of("DOE JANE")),
                        new Party(
                                Party.Role.ISSUER,
                                Optional.of("0000000222"),
                                Optional.of("ACME CORP"))),
                read.header().parties());
        assertEquals(Optional.of("20250102"), read.header().period());
    }

    @Test
    void aLetterFiledForSomebodyNamesItWithoutTakingItsCik() throws Exception {
        Submission read =
                read(
                        """
                        <SUBMISSION>
                        <ACCESSION-NUMBER>0000000000-25-000001
                        <TYPE>UPLOAD
                        <FILED-FOR>
                        <COMPANY-DATA>
                        <CONFORMED-NAME>ACME CORP
                        <CIK>0000000222
                        </COMPANY-DATA>
                        </FILED-FOR>
                        </SUBMISSION>
                        """);

        assertEquals(Optional.empty(), read.header().cik());
        assertEquals(Party.Role.FILED_FOR, read.header().parties().getFirst().role());
        assertEquals(Optional.empty(), textOf(read));
    }

    @Test
    void theArchivesDialectIsReadToo() throws Exception {
        Submission read =
                read(
                        """
                        <SEC-DOCUMENT>x.txt : 20250108
                        <SEC-HEADER>x.hdr.sgml : 20250108
                        ACCESSION NUMBER:\t\t1-25-1
                        CONFORMED SUBMISSION TYPE:\tSC 13D
                        CONFORMED PERIOD OF REPORT:\t20250107

                        SUBJECT COMPANY:

                        \tCOMPANY DATA:
                        \t\tCOMPANY CONFORMED NAME:\t\tTARGET INC
                        \t\tCENTRAL INDEX KEY:\t\t0000000111

                        FILED BY:

                        \tCOMPANY DATA:
                        \t\tCENTRAL INDEX KEY:\t\t0000000222
                        </SEC-HEADER>
                        <DOCUMENT>
                        <SEQUENCE>1
                        <FILENAME>a.xml
                        <XML><a/></XML>
                        </DOCUMENT>
                        </SEC-DOCUMENT>
                        """);

        assertEquals(Optional.of("SC 13D"), read.header().form());
        assertEquals(Optional.of("0000000222"), read.header().cik());
        assertEquals(
                new Party(Party.Role.SUBJECT, Optional.of("0000000111"), Optional.of("TARGET INC")),
                read.header().parties().getFirst());
        assertEquals(Optional.of("<a/>"), textOf(read));
    }

    @Test
    void anEntityThatWouldExpandIsTextLikeAnyOther() throws Exception {
        String bomb = "<!DOCTYPE r [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><r>&b;</r>";

        assertTrue(
                read(SubmissionText.withXml("1", bomb))
                        .text()
                        .orElseThrow()
                        .value()
                        .contains("&b;"));
    }

    @Test
    void aPageOfHtmlIsNamedAsWhatItIs() {
        MalformedSubmission refused =
                assertThrows(
                        MalformedSubmission.class, () -> read("<html><body>Sorry</body></html>"));

        assertEquals("an HTML page in place of a submission", refused.getMessage());
    }

    private static Optional<String> textOf(Submission read) {
        return read.text().map(Submission.Text::value);
    }

    private static Submission read(String text) throws MalformedSubmission {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Submission.read(bytes, bytes.length, TextOptions.USUAL);
    }
}
