package dev.stoker.edgar.text;

/// A long text reduced to its beginning and its end, around a mark that says so.
public final class Excerpt {
    private static final String MARK = "\n\n[...TRUNCATED...]\n\n";

    private Excerpt() {}

    /// The text itself where it has no more than the wanted characters.
    public static String of(String text, TextOptions wanted) {
        return of(Span.of(text), wanted);
    }

    /// The beginning of `head` and the end of `tail`, of a text whose middle nobody has read;
    /// either may be shorter than wanted.
    public static String ofEnds(String head, String tail, TextOptions wanted) {
        Span beginning = Span.of(head);
        Span end = Span.of(tail);
        int most = Math.min(wanted.head(), characters(beginning));
        int rest = Math.min(wanted.tail(), characters(end));
        return around(
                beginning.slice(0, Utf8.forward(beginning.data(), 0, most)),
                end.after(Utf8.backward(end.data(), end.to(), rest)));
    }

    static String of(Span text, TextOptions wanted) {
        return characters(text) <= wanted.characters() ? text.text() : around(text, text, wanted);
    }

    /// The beginning of `head`, which must have enough characters, and the end of `tail`.
    static String around(Span head, Span tail, TextOptions wanted) {
        int headEnd = Utf8.forward(head.data(), head.from(), wanted.head()) - head.from();
        int tailStart = Utf8.backward(tail.data(), tail.to(), wanted.tail()) - tail.from();
        return around(head.slice(0, headEnd), tail.after(tailStart));
    }

    private static String around(Span head, Span tail) {
        return head.stripTrailing().text() + MARK + tail.stripLeading().text();
    }

    static int characters(Span text) {
        return Utf8.count(text.data(), text.from(), text.to());
    }
}
