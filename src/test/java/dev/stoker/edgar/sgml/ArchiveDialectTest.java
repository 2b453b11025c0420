package dev.stoker.edgar.sgml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stoker.edgar.text.Span;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ArchiveDialectTest {
    @Test
    void theFilerGoesBeforeTheOneItIsFiledBy() {
        Parts parts =
                cut(
                        """
                        <SEC-HEADER>
                        FILED BY:
                        \tCOMPANY DATA:
                        \t\tCENTRAL INDEX KEY:\t\t2
                        FILER:
                        \tCOMPANY DATA:
                        \t\tCENTRAL INDEX KEY:\t\t1
                        </SEC-HEADER>
                        """);

        assertEquals(Optional.of("1"), parts.header().cik());
    }

    @Test
    void aValueMayHoldColonsAndALabelGivenTwiceKeepsBoth() {
        Parts parts =
                cut(
                        """
                        <SEC-HEADER>
                        CONFORMED SUBMISSION TYPE:\tA:B
                        CONFORMED SUBMISSION TYPE:\tC
                        </SEC-HEADER>
                        """);

        assertEquals(Optional.of("A:B, C"), parts.header().form());
    }

    @Test
    void aHeaderTagInADocumentDoesNotBelongToIt() {
        Parts parts =
                cut("<DOCUMENT>\n<SEQUENCE>1\nbefore\nsee <SEC-HEADER>\nafter\n</DOCUMENT>\n");

        assertEquals("<SEQUENCE>1\nbefore\nafter\n", parts.documents().getFirst().raw().text());
    }

    @Test
    void twoDocumentsAreTwo() {
        Parts parts = cut("<DOCUMENT>\na\n</DOCUMENT>\n<DOCUMENT>\nb\n</DOCUMENT>\n");

        assertEquals(
                List.of("a\n", "b\n"),
                parts.documents().stream().map(it -> it.raw().text()).toList());
    }

    @Test
    void theDialectIsKnownByItsBeginning() throws Exception {
        assertEquals(Dialect.FEED, Dialect.of(Span.of(" \n\u00a0<SUBMISSION>\n<SEC-DOCUMENT>")));
        assertEquals(Dialect.ARCHIVE, Dialect.of(Span.of("x".repeat(5_000) + "<SEC-DOCUMENT>")));
        assertEquals(Dialect.ARCHIVE, Dialect.of(Span.of("x".repeat(5_000) + "<IMS-DOCUMENT>")));
        assertEquals(Dialect.ARCHIVE, Dialect.of(Span.of("\ufeff<SUBMISSION>\n<DOCUMENT>")));
    }

    @Test
    void aDocumentAloneCountsWithinTheFirstThousandCharacters() throws Exception {
        String lineEnds = "\r\n".repeat(990);

        assertEquals(Dialect.ARCHIVE, Dialect.of(Span.of(lineEnds + "<DOCUMENT>")));
        assertThrows(
                MalformedSubmission.class, () -> Dialect.of(Span.of(lineEnds + "\n<DOCUMENT>")));
    }

    private static Parts cut(String submission) {
        return ArchiveDialect.cut(Span.of(submission));
    }
}
