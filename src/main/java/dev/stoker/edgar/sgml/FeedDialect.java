package dev.stoker.edgar.sgml;

import dev.stoker.edgar.text.Needle;
import dev.stoker.edgar.text.Span;
import java.util.ArrayList;
import java.util.List;

/// Cuts a submission of the Feed (`<SUBMISSION>`): the header ends at the first line that holds
/// `<DOCUMENT>`; a document goes from such a line to one that holds `</DOCUMENT>`. A document that
/// is cut off is dropped.
final class FeedDialect {
    private static final Needle MARKER = Needle.of("DOCUMENT>");
    private static final Needle OPENING = Needle.of("<DOCUMENT>");

    private final Span submission;
    private final List<Document> documents = new ArrayList<>();
    private int headerEnd = -1;
    private int opened = -1;

    private FeedDialect(Span submission) {
        this.submission = submission;
    }

    static Parts cut(Span submission) throws MalformedSubmission {
        FeedDialect cutting = new FeedDialect(submission);
        cutting.run();
        int headerEnd = cutting.headerEnd < 0 ? submission.length() : cutting.headerEnd;
        Section header = FeedHeader.read(submission.slice(0, headerEnd));
        return new Parts(Header.ofFeed(header), cutting.documents);
    }

    private void run() throws MalformedSubmission {
        int from = 0;
        int at = submission.find(MARKER, 0);
        while (at >= 0) {
            if (isTag(at)) {
                int start = submission.lineStart(at, from);
                int end = submission.lineEnd(at);
                line(start, end);
                from = end;
            }
            at = submission.find(MARKER, Math.max(from, at + 1));
        }
    }

    private boolean isTag(int at) {
        if (at < 1) {
            return false;
        }
        byte before = submission.at(at - 1);
        return before == '<' || (before == '/' && at > 1 && submission.at(at - 2) == '<');
    }

    private void line(int start, int end) throws MalformedSubmission {
        if (submission.slice(start, end).contains(OPENING)) {
            headerEnd = headerEnd < 0 ? start : headerEnd;
            opened = start;
            return;
        }
        if (headerEnd < 0) {
            return;
        }
        if (opened < 0) {
            throw new MalformedSubmission("</DOCUMENT> closes no document at byte " + start);
        }
        documents.add(Document.of(submission.slice(opened, end)));
        opened = -1;
    }
}
