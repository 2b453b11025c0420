package dev.stoker.edgar.text;

/// A long text reduced to its first 13,000 and last 2,000 characters (code points) around a mark.
public final class Excerpt {
    private static final int HEAD = 13_000;
    private static final int TAIL = 2_000;
    private static final String MARK = "\n\n[...TRUNCATED...]\n\n";

    private Excerpt() {}

    public static String of(Span text) {
        byte[] data = text.data();
        if (Utf8.count(data, text.from(), text.to()) <= HEAD + TAIL) {
            return text.text();
        }
        int headEnd = Utf8.forward(data, text.from(), HEAD) - text.from();
        int tailStart = Utf8.backward(data, text.to(), TAIL) - text.from();
        return text.slice(0, headEnd).stripTrailing().text()
                + MARK
                + text.after(tailStart).stripLeading().text();
    }
}
