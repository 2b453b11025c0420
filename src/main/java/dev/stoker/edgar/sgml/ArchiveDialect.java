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
    private final List<Span> collected = new ArrayList<>();
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
            leaveOut(start, next);
            return;
        }
        if (holds(line, HEADER_CLOSINGS)) {
            inHeader = false;
            header = headerLines.toString();
            leaveOut(start, next);
            return;
        }
        if (inHeader) {
            headerLines.append(headerLines.isEmpty() ? "" : "\n").append(line.text());
        }
        documentLine(line, start, next);
    }

    private void documentLine(Span line, int start, int next) {
        if (line.contains(OPENING)) {
            collected.clear();
            collectedFrom = next;
        } else if (line.contains(CLOSING) && (collectedFrom < start || !collected.isEmpty())) {
            collected.add(submission.slice(collectedFrom, start));
            documents.add(Document.of(Span.joined(collected)));
            collected.clear();
            collectedFrom = next;
        }
    }

    /// Tags of a header belong to no document, even in the middle of one.
    private void leaveOut(int start, int next) {
        if (collectedFrom < start) {
            collected.add(submission.slice(collectedFrom, start));
        }
        collectedFrom = next;
    }

    private static boolean holds(Span line, List<Needle> needles) {
        return needles.stream().anyMatch(line::contains);
    }
}
