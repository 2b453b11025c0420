package dev.stoker.edgar.sgml;

import dev.stoker.edgar.text.Needle;
import dev.stoker.edgar.text.Span;

/// The two ways EDGAR writes a submission down.
enum Dialect {
    FEED,
    ARCHIVE;

    private static final Needle SEC_DOCUMENT = Needle.of("<SEC-DOCUMENT>");
    private static final Needle IMS_DOCUMENT = Needle.of("<IMS-DOCUMENT>");
    private static final int LOOKED_AT_CHARACTERS = 1_000;

    static Dialect of(Span submission) throws MalformedSubmission {
        if (submission.stripLeading().startsWith("<SUBMISSION>")) {
            return FEED;
        }
        if (submission.contains(SEC_DOCUMENT) || submission.contains(IMS_DOCUMENT)) {
            return ARCHIVE;
        }
        String beginning = beginning(submission);
        if (beginning.contains("<DOCUMENT>")) {
            return ARCHIVE;
        }
        throw new MalformedSubmission(
                beginning.contains("<html")
                        ? "an HTML page in place of a submission"
                        : "neither <SUBMISSION> nor <SEC-DOCUMENT> at the beginning");
    }

    /// The first 1,000 characters, a CRLF being one.
    private static String beginning(Span submission) {
        int enough = Math.min(submission.length(), 8 * LOOKED_AT_CHARACTERS);
        String text = submission.slice(0, enough).text().replace("\r\n", "\n");
        int count = Math.min(LOOKED_AT_CHARACTERS, text.codePointCount(0, text.length()));
        return text.substring(0, text.offsetByCodePoints(0, count));
    }

    Parts cut(Span submission) throws MalformedSubmission {
        return switch (this) {
            case FEED -> FeedDialect.cut(submission);
            case ARCHIVE -> ArchiveDialect.cut(submission);
        };
    }
}
