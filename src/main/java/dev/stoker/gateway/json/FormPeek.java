package dev.stoker.gateway.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the field `model` of a form with files (`multipart/form-data`), as audio is sent in.
///
/// Of a file no more is kept than the few bytes at a cut that could begin a boundary.
public final class FormPeek implements Peek {
    private static final Pattern BOUNDARY =
            Pattern.compile("(?i)multipart/form-data\\s*;.*?boundary=(\"[^\"]+\"|[^\\s;]+).*");
    private static final Pattern MODEL =
            Pattern.compile(
                    "(?is)(?:.*\r\n)?content-disposition:\\s*form-data\\s*;"
                            + "(?:[^\r]*;)?\\s*name=\"?model\"?\\s*(?:[;\r].*)?");

    /// Of a longer head or name it is not believed that it ends.
    private static final int LONGEST = 4096;

    private static final byte[] HEAD_END = "\r\n\r\n".getBytes(ISO_8859_1);

    private enum Part {
        SKIPPED,
        HEAD,
        MODEL
    }

    private final byte[] delimiter;
    private Part part = Part.SKIPPED;

    // the first boundary has no line before it
    private byte[] rest = {'\r', '\n'};
    private long position = -2;
    private Outcome outcome = new Outcome.More();

    private FormPeek(String boundary) {
        this.delimiter = ("\r\n--" + boundary).getBytes(ISO_8859_1);
    }

    /// @param contentType of the request
    /// @return empty where that is no form
    public static Optional<Peek> of(String contentType) {
        Matcher form = BOUNDARY.matcher(contentType);
        return form.matches()
                ? Optional.of(new FormPeek(form.group(1).replace("\"", "")))
                : Optional.empty();
    }

    @Override
    public Outcome feed(byte[] bytes, int length) {
        byte[] window = Arrays.copyOf(rest, rest.length + length);
        System.arraycopy(bytes, 0, window, rest.length, length);
        int at = 0;
        int end = 0;
        while (end >= 0 && !outcome.isSettled()) {
            byte[] mark = part == Part.HEAD ? HEAD_END : delimiter;
            end = indexOf(window, mark, at);
            if (end >= 0) {
                take(window, at, end);
                at = end + mark.length - overlap();
            }
        }
        keep(window, at);
        return outcome;
    }

    @Override
    public Outcome end() {
        if (!outcome.isSettled()) {
            outcome = new Outcome.Absent();
        }
        return outcome;
    }

    @Override
    public Traits traits() {
        return Traits.NONE;
    }

    private void take(byte[] window, int from, int to) {
        part =
                switch (part) {
                    case SKIPPED -> Part.HEAD;
                    case HEAD -> {
                        String head = new String(window, from, to - from, ISO_8859_1);
                        yield MODEL.matcher(head).matches() ? Part.MODEL : Part.SKIPPED;
                    }
                    case MODEL -> {
                        int start = Math.min(from + 2, to);
                        outcome = new Outcome.Found(new String(window, start, to - start, UTF_8));
                        yield Part.SKIPPED;
                    }
                };
    }

    /// The line's end that ends a head may begin the boundary behind a field without a value.
    private int overlap() {
        return part == Part.HEAD ? 0 : 2;
    }

    private void keep(byte[] window, int at) {
        int from = part == Part.SKIPPED ? Math.max(at, window.length - delimiter.length + 1) : at;
        if (window.length - from > LONGEST && !outcome.isSettled()) {
            outcome = new Outcome.Malformed(position + from, "a field's head or model without end");
        }
        rest = Arrays.copyOfRange(window, from, window.length);
        position += from;
    }

    private static int indexOf(byte[] window, byte[] mark, int from) {
        for (int at = from; at <= window.length - mark.length; at++) {
            if (window[at] == mark[0]
                    && Arrays.equals(window, at, at + mark.length, mark, 0, mark.length)) {
                return at;
            }
        }
        return -1;
    }
}
