package dev.stoker.edgar.text;

/// A plain document as it is: its lines end with LF, white space around it is dropped, and where it
/// is longer than wanted it is reduced to its beginning and its end.
public final class PlainText {
    /// Enough for a character of four bytes, or for many that end lines with CRLF.
    private static final int BYTES_FOR_A_CHARACTER = 8;

    private PlainText() {}

    public static String of(Span document, TextOptions wanted) {
        Span body = document.strip();
        int endBytes = BYTES_FOR_A_CHARACTER * wanted.characters();
        if (body.length() / 2 <= endBytes) {
            return Excerpt.of(withLineFeeds(body), wanted);
        }
        Span head = withLineFeeds(body.slice(0, endBytes));
        Span tail = withLineFeeds(body.after(body.length() - endBytes));
        return Excerpt.around(head, tail, wanted);
    }

    private static Span withLineFeeds(Span text) {
        return Span.of(text.text().replace("\r\n", "\n").replace('\r', '\n'));
    }
}
