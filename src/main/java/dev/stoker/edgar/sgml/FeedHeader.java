package dev.stoker.edgar.sgml;

import dev.stoker.edgar.text.Span;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/// Reads the header of the Feed's dialect: `<LABEL>value` lines and closed sections (`<FILER> ...
/// </FILER>`). Sections it does not know are passed over, their values kept.
final class FeedHeader {
    /// Sections that hold others; every other tag is a label.
    private static final Set<String> SECTIONS =
            Set.of(
                    "FILER",
                    "FILED-BY",
                    "FILED-FOR",
                    "REPORTING-OWNER",
                    "ISSUER",
                    "SUBJECT-COMPANY",
                    "COMPANY-DATA",
                    "OWNER-DATA",
                    "FILING-VALUES",
                    "BUSINESS-ADDRESS",
                    "MAIL-ADDRESS",
                    "FORMER-COMPANY",
                    "FORMER-NAME",
                    "DEPOSITOR",
                    "SECURITIZER",
                    "UNDERWRITER",
                    "ISSUING_ENTITY",
                    "SERIAL-COMPANY",
                    "SERIES",
                    "NEW-SERIES",
                    "CLASS-CONTRACT",
                    "NEW-CLASSES-CONTRACTS",
                    "SERIES-AND-CLASSES-CONTRACTS-DATA",
                    "NEW-SERIES-AND-CLASSES-CONTRACTS",
                    "EXISTING-SERIES-AND-CLASSES-CONTRACTS",
                    "MERGER-SERIES-AND-CLASSES-CONTRACTS",
                    "MERGER",
                    "ACQUIRING-DATA",
                    "TARGET-DATA",
                    "RULE",
                    "ITEM");

    private static final Set<String> REPEATED =
            Set.of(
                    "FILER",
                    "FILED-BY",
                    "FILED-FOR",
                    "REPORTING-OWNER",
                    "SUBJECT-COMPANY",
                    "FORMER-COMPANY",
                    "UNDERWRITER",
                    "SERIES",
                    "CLASS-CONTRACT",
                    "ITEM");

    private final Deque<Section> open = new ArrayDeque<>();

    private FeedHeader(Section root) {
        open.push(root);
    }

    static Section read(Span header) {
        Section root = new Section("SUBMISSION");
        FeedHeader reading = new FeedHeader(root);
        for (Span line : new Lines(header)) {
            Span stripped = line.strip();
            if (stripped.startsWith("<")) {
                reading.line(stripped.text());
            }
        }
        return root;
    }

    private void line(String line) {
        if (line.startsWith("</")) {
            close(line.substring(2, Math.max(2, line.length() - 1)));
            return;
        }
        int tagEnd = line.indexOf('>');
        if (tagEnd < 0) {
            return;
        }
        String tag = line.substring(1, tagEnd);
        if (tagEnd == line.length() - 1) {
            openOrClear(tag);
        } else if (!line.endsWith(">")) {
            open.element().setFirst(tag, Span.of(line.substring(tagEnd + 1)).strip().text());
        }
    }

    private void openOrClear(String tag) {
        Section here = open.element();
        if (!SECTIONS.contains(tag)) {
            here.set(tag, ""); // a label without a value takes back what was said before
            return;
        }
        open.push(REPEATED.contains(tag) ? here.add(tag) : here.merge(tag));
    }

    private void close(String tag) {
        boolean isOpen =
                open.stream().limit(open.size() - 1L).anyMatch(it -> it.name().equals(tag));
        while (isOpen && !open.pop().name().equals(tag)) {
            // an inner section that was never closed ends with the one around it
        }
    }
}
