package dev.stoker.edgar.html;

import dev.stoker.edgar.text.Excerpt;
import dev.stoker.edgar.text.Needle;
import dev.stoker.edgar.text.Span;
import dev.stoker.edgar.text.TextOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jsoup.Jsoup;

/// The readable text of an HTML document: hidden parts dropped, a table's row one line.
///
/// Of a long document only its ends are parsed, in windows that grow until they hold the wanted
/// text, to a megabyte at most: a tree of a whole annual report would take a hundred of them.
public final class HtmlText {
    private static final int FIRST_BYTES = 256 << 10;
    private static final int MOST_BYTES = 1 << 20;
    private static final Needle HIDDEN_OPENING = Needle.of("<ix:header");
    private static final Needle HIDDEN_CLOSING = Needle.of("</ix:header>");

    /// Makes a cut-off end read on inside a table; what stands outside of one is moved before it.
    private static final String IN_A_ROW = "<table><tbody><tr>";

    /// Guards the memory: of trees larger than `FIRST_BYTES` there is one at a time.
    private static final Semaphore LARGE = new Semaphore(1);

    private final Span html;
    private final TextOptions wanted;

    private HtmlText(Span html, TextOptions wanted) {
        this.html = html;
        this.wanted = wanted;
    }

    public static String of(Span document, TextOptions wanted) {
        return new HtmlText(withoutHiddenHeaders(document), wanted).text();
    }

    private String text() {
        if (html.length() <= FIRST_BYTES) {
            return Excerpt.of(parsed(html.text()), wanted);
        }
        String head = head();
        return html.length() <= MOST_BYTES && !isEnough(head, wanted.characters())
                ? Excerpt.of(head, wanted)
                : Excerpt.ofEnds(head, tail(), wanted);
    }

    private String head() {
        int bytes = FIRST_BYTES;
        String head = parsed(html.slice(0, lastTag(bytes)).text());
        while (!isEnough(head, wanted.characters())
                && bytes < Math.min(MOST_BYTES, html.length())) {
            bytes = Math.min(4 * bytes, Math.min(MOST_BYTES, html.length()));
            head = parsedAlone(html.slice(0, lastTag(bytes)).text());
        }
        return head;
    }

    private String tail() {
        int bytes = FIRST_BYTES / 4;
        String tail = parsed(IN_A_ROW + html.after(nextTag(html.length() - bytes)).text());
        while (!isEnough(tail, wanted.tail()) && bytes < FIRST_BYTES) {
            bytes *= 4;
            tail = parsed(IN_A_ROW + html.after(nextTag(html.length() - bytes)).text());
        }
        return tail;
    }

    private static boolean isEnough(String text, int characters) {
        return text.codePointCount(0, text.length()) > characters;
    }

    /// Where the last tag before `end` starts, so that none is cut in two.
    private int lastTag(int end) {
        int at = end;
        while (at > 0 && at < html.length() && html.at(at) != '<') {
            at--;
        }
        return at == 0 ? end : at;
    }

    private int nextTag(int start) {
        int at = start;
        while (at < html.length() && html.at(at) != '<') {
            at++;
        }
        return at == html.length() ? start : at;
    }

    private static String parsedAlone(String markup) {
        LARGE.acquireUninterruptibly();
        try {
            return parsed(markup);
        } finally {
            LARGE.release();
        }
    }

    private static String parsed(String markup) {
        return ReadableText.of(Jsoup.parse(markup));
    }

    /// Without the machine-readable headers of inline XBRL, which may be longer than the rest.
    private static Span withoutHiddenHeaders(Span document) {
        List<Span> kept = new ArrayList<>();
        int from = 0;
        int opening = document.find(HIDDEN_OPENING, 0);
        while (opening >= 0) {
            int closing = document.find(HIDDEN_CLOSING, opening);
            if (closing < 0) {
                break;
            }
            kept.add(document.slice(from, opening));
            from = closing + HIDDEN_CLOSING.length();
            opening = document.find(HIDDEN_OPENING, from);
        }
        kept.add(document.after(from));
        return Span.joined(kept);
    }
}
