package dev.stoker.edgar.sgml;

import dev.stoker.edgar.text.Needle;
import dev.stoker.edgar.text.Span;
import java.util.Locale;

/// One document of a submission: its sequence number and file name as written ("" when not given),
/// and everything between its tags, labels included.
record Document(String sequence, String fileName, Span raw) {
    private static final Needle SEQUENCE = Needle.of("<SEQUENCE>");
    private static final Needle FILE_NAME = Needle.of("<FILENAME>");

    static Document of(Span raw) {
        return new Document(label(raw, SEQUENCE), label(raw, FILE_NAME), raw);
    }

    /// What follows the first `tag` that has anything behind it, up to the next tag or line end.
    private static String label(Span raw, Needle tag) {
        int at = raw.find(tag, 0);
        while (at >= 0) {
            int start = at + tag.length();
            int end = start;
            while (end < raw.length() && isValue(raw.at(end))) {
                end++;
            }
            if (end > start) {
                return raw.slice(start, end).strip().text();
            }
            at = raw.find(tag, start);
        }
        return "";
    }

    private static boolean isValue(byte here) {
        return here != '<' && here != '\n' && here != '\r';
    }

    /// What follows the last dot of the file name, in lower case; "" where there is none.
    String extension() {
        String name = fileName.substring(fileName.lastIndexOf('/') + 1);
        return name.contains(".")
                ? name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)
                : "";
    }

    /// Whether the file name ends in `.xml` behind a proper stem, in lower case.
    boolean isXml() {
        if (!fileName.endsWith(".xml")) {
            return false;
        }
        int stem = fileName.lastIndexOf('/') + 1;
        return fileName.substring(stem, fileName.length() - 4).chars().anyMatch(c -> c != '.');
    }
}
