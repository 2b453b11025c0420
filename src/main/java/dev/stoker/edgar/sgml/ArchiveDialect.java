package dev.stoker.edgar.sgml;

import dev.stoker.edgar.text.Needle;
import dev.stoker.edgar.text.Span;
import java.util.ArrayList;
import java.util.List;

/// Cuts a submission of the Archives (`<SEC-DOCUMENT>`, in the 1990s `<IMS-DOCUMENT>`): the header
/// stands between `<SEC-HEADER>` tags, a document between the lines of its `<DOCUMENT>` tags.
final class ArchiveDialect {
    private static final List<Needle> HEADER_OPENINGS =
            List.of(Needle.of("<SEC-HEADER>"), Needle.of("<IMS-HEADER>"));
    private static final List<Needle> HEADER_CLOSINGS =
            List.of(Needle.of("</SEC-HEADER>"), Needle.of("</IMS-HEADER>"));
    private static final Needle OPENING = Needle.of("<DOCUMENT>");
    private static final Needle CLOSING = Needle.of("</DOCUMENT>");

    private final Span submission;
    private final StringBuilder headerLines = new StringBuilder();
    private final List<Document> documents = new ArrayList<>();
    private String header = "";
    private boolean inHeader;
    private int collectedFrom;

    private ArchiveDialect(Span submission) {
        this.submission = submission;
    }

    static Parts cut(Span submission) {
        ArchiveDialect cutting = new ArchiveDialect(submission);
        int start = 0;
        while (start < submission.length()) {
            int end = submission.lineEnd(start);
            int next = Lines.afterLineEnd(submission, end);
            cutting.line(start, end, next);
            start = next;
        }
        Section header = ArchiveHeader.read(cutting.header);
        return new Parts(Header.ofArchive(header), cutting.documents);
    }

    private void line(int start, int end, int next) {
        Span line = submission.slice(start, end);
        if (holds(line, HEADER_OPENINGS)) {
            inHeader = true;
            return;
        }
        if (holds(line, HEADER_CLOSINGS)) {
            inHeader = false;
            header = headerLines.toString();
            return;
        }
        if (inHeader) {
            headerLines.append(headerLines.isEmpty() ? "" : "\n").append(line.text());
        }
        if (line.contains(OPENING)) {
            collectedFrom = next;
        } else if (line.contains(CLOSING) && collectedFrom < start) {
            documents.add(Document.of(submission.slice(collectedFrom, start)));
            collectedFrom = next;
        }
    }

    private static boolean holds(Span line, List<Needle> needles) {
        return needles.stream().anyMatch(line::contains);
    }
}
