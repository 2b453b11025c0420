package dev.stoker.edgar.text;

import java.util.OptionalInt;

/// The text of a filing: its XML cleaned, and where it is longer than 15,000 characters (code
/// points) reduced to the first 13,000 and the last 2,000 around a mark.
///
/// Of a long document only both ends are cleaned. They may be cut off at a `<` that no `xmlns`
/// attribute reaches across: cleaning looks back from a `<` over white space alone, so what is
/// cleaned behind it does not depend on what stood before.
public final class FilingText {
    private static final int HEAD = 13_000;
    private static final int TAIL = 2_000;
    private static final String MARK = "\n\n[...TRUNCATED...]\n\n";
    private static final int END_BYTES = 64 << 10;
    private static final int CUTS_TRIED = 64;

    private FilingText() {}

    public static String of(Span xml) {
        Span body = CleanXml.afterDeclaration(xml.strip());
        if (body.length() > 3 * END_BYTES) {
            OptionalInt headEnd = cut(body, END_BYTES);
            OptionalInt tailStart = cut(body, body.length() - END_BYTES);
            if (headEnd.isPresent() && tailStart.isPresent()) {
                return ofEnds(body, headEnd.getAsInt(), tailStart.getAsInt());
            }
        }
        return ofWhole(body);
    }

    private static String ofEnds(Span body, int headEnd, int tailStart) {
        Span head = CleanXml.body(body.slice(0, headEnd));
        Span tail = CleanXml.body(body.after(tailStart));
        return headEnd <= tailStart && characters(head) > HEAD && characters(tail) >= TAIL
                ? around(head, tail)
                : ofWhole(body);
    }

    private static String ofWhole(Span body) {
        Span cleaned = CleanXml.body(body);
        return characters(cleaned) <= HEAD + TAIL ? cleaned.text() : around(cleaned, cleaned);
    }

    private static String around(Span head, Span tail) {
        int headEnd = Utf8.forward(head.data(), head.from(), HEAD) - head.from();
        int tailStart = Utf8.backward(tail.data(), tail.to(), TAIL) - tail.from();
        return head.slice(0, headEnd).stripTrailing().text()
                + MARK
                + tail.after(tailStart).stripLeading().text();
    }

    private static int characters(Span text) {
        return Utf8.count(text.data(), text.from(), text.to());
    }

    /// The next `<` from `start` on that is not inside a quoted `xmlns` value: the quote before it,
    /// if there is one, follows no `=`.
    private static OptionalInt cut(Span body, int start) {
        int at = start;
        for (int tries = 0; tries < CUTS_TRIED && at < body.length(); tries++) {
            while (at < body.length() && body.at(at) != '<') {
                at++;
            }
            if (at < body.length() && !mayBeInValue(body, at)) {
                return OptionalInt.of(at);
            }
            at++;
        }
        return OptionalInt.empty();
    }

    private static boolean mayBeInValue(Span body, int at) {
        int quote = at - 1;
        while (quote > 0 && body.at(quote) != '"') {
            quote--;
        }
        return quote > 0 && body.at(quote - 1) == '=';
    }
}
