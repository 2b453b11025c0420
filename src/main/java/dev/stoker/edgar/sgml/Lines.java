package dev.stoker.edgar.sgml;

import dev.stoker.edgar.text.Span;
import java.util.Iterator;
import java.util.NoSuchElementException;

/// The lines of a span, ended by LF, CRLF or a bare CR, as bytes without their ends.
record Lines(Span text) implements Iterable<Span> {
    @Override
    public Iterator<Span> iterator() {
        return new Iterator<>() {
            private int at;

            @Override
            public boolean hasNext() {
                return at < text.length();
            }

            @Override
            public Span next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                int end = text.lineEnd(at);
                Span line = text.slice(at, end);
                at = afterLineEnd(text, end);
                return line;
            }
        };
    }

    static int afterLineEnd(Span text, int end) {
        boolean both = end + 1 < text.length() && text.at(end) == '\r' && text.at(end + 1) == '\n';
        return end + (both ? 2 : 1);
    }
}
