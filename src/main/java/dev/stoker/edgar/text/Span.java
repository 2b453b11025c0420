package dev.stoker.edgar.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A stretch of bytes that somebody else holds: nothing is copied until `text` is asked for.
public final class Span {
    private final byte[] data;
    private final int from;
    private final int to;

    private Span(byte[] data, int from, int to) {
        this.data = data;
        this.from = from;
        this.to = to;
    }

    public static Span of(byte[] data, int length) {
        return new Span(data, 0, length);
    }

    public static Span of(String text) {
        byte[] data = text.getBytes(StandardCharsets.UTF_8);
        return new Span(data, 0, data.length);
    }

    /// One after the other, copied unless it is only one.
    public static Span joined(List<Span> spans) {
        if (spans.size() == 1) {
            return spans.getFirst();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        spans.forEach(span -> out.write(span.data, span.from, span.length()));
        return of(out.toByteArray(), out.size());
    }

    byte[] data() {
        return data;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    public int length() {
        return to - from;
    }

    public boolean isEmpty() {
        return from == to;
    }

    public byte at(int index) {
        return data[from + index];
    }

    /// The bytes of this span from `start` to `end`, both counted from its beginning.
    public Span slice(int start, int end) {
        return new Span(data, from + start, from + end);
    }

    public Span after(int start) {
        return slice(start, length());
    }

    /// Where `needle` first starts at or after `start`, or -1.
    public int find(Needle needle, int start) {
        int at = needle.in(data, from + start, to);
        return at < 0 ? -1 : at - from;
    }

    public boolean contains(Needle needle) {
        return find(needle, 0) >= 0;
    }

    public boolean startsWith(String ascii) {
        if (length() < ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (at(i) != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// Where the line around `index` starts; looks back no further than `floor`.
    public int lineStart(int index, int floor) {
        int start = index;
        while (start > floor && !isLineEnd(at(start - 1))) {
            start--;
        }
        return start;
    }

    /// Where the line around `index` ends, before its CR or LF.
    public int lineEnd(int index) {
        int end = index;
        while (end < length() && !isLineEnd(at(end))) {
            end++;
        }
        return end;
    }

    private static boolean isLineEnd(byte here) {
        return here == '\n' || here == '\r';
    }

    public Span stripLeading() {
        return new Span(data, WhiteSpace.skip(data, from, to), to);
    }

    public Span stripTrailing() {
        return new Span(data, from, WhiteSpace.trimEnd(data, from, to));
    }

    public Span strip() {
        int start = WhiteSpace.skip(data, from, to);
        return new Span(data, start, WhiteSpace.trimEnd(data, start, to));
    }

    public boolean isUtf8() {
        int at = from;
        while (at < to) {
            int taken = Utf8.sequenceLength(data, at, to);
            if (taken == 0) {
                return false;
            }
            at += taken;
        }
        return true;
    }

    public String text() {
        return new String(data, from, length(), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return text();
    }
}
