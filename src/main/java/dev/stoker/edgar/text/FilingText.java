package dev.stoker.edgar.text;

import java.util.OptionalInt;

/// The text of a filing: its XML cleaned, and where it is longer than wanted reduced to its
/// beginning and its end.
///
/// Of a long document only both ends are cleaned. They may be cut off at a `<` that no `xmlns`
/// attribute reaches across: cleaning looks back from a `<` over white space alone, so what is
/// cleaned behind it does not depend on what stood before.
public final class FilingText {
    private static final int END_BYTES = 64 << 10;
    private static final int BYTES_FOR_A_CHARACTER = 4;
    private static final int CUTS_TRIED = 64;

    private final TextOptions wanted;
    private final int endBytes;

    private FilingText(TextOptions wanted) {
        this.wanted = wanted;
        this.endBytes = Math.max(END_BYTES, BYTES_FOR_A_CHARACTER * wanted.characters());
    }

    public static String of(Span xml, TextOptions wanted) {
        return new FilingText(wanted).of(CleanXml.afterDeclaration(xml.strip()));
    }

    private String of(Span body) {
        if (body.length() / 3 > endBytes) {
            OptionalInt headEnd = cut(body, endBytes);
            OptionalInt tailStart = cut(body, body.length() - endBytes);
            if (headEnd.isPresent() && tailStart.isPresent()) {
                return ofEnds(body, headEnd.getAsInt(), tailStart.getAsInt());
            }
        }
        return ofWhole(body);
    }

    private String ofEnds(Span body, int headEnd, int tailStart) {
        Span head = CleanXml.body(body.slice(0, headEnd));
        Span tail = CleanXml.body(body.after(tailStart));
        return headEnd <= tailStart
                        && Excerpt.characters(head) > wanted.head()
                        && Excerpt.characters(tail) >= wanted.tail()
                ? Excerpt.around(head, tail, wanted)
                : ofWhole(body);
    }

    private String ofWhole(Span body) {
        return Excerpt.of(CleanXml.body(body), wanted);
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
