package dev.stoker.batch.requests;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Reads a stream line by line, one line in memory; blank ones are counted and passed over.
public final class Lines implements AutoCloseable {
    private static final String MARK = "\uFEFF";

    private final InputStream in;
    private final int longest;
    private long number;

    /// @param number from 1, as editors count
    /// @param text without its end; empty where the line is too long
    public record Line(long number, Optional<String> text) {}

    /// @param longest bytes of a line
    public Lines(InputStream in, int longest) {
        this.in = new BufferedInputStream(in, 64 * 1024);
        this.longest = longest;
    }

    /// The next line that is not blank; empty behind the last.
    public Optional<Line> next() throws IOException {
        Optional<Line> line = read();
        while (line.flatMap(Line::text).filter(String::isBlank).isPresent()) {
            line = read();
        }
        return line;
    }

    private Optional<Line> read() throws IOException {
        int first = in.read();
        if (first < 0) {
            return Optional.empty();
        }
        number++;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        boolean fits = true;
        for (int next = first; next >= 0 && next != '\n'; next = in.read()) {
            fits = fits && bytes.size() < longest;
            if (fits) {
                bytes.write(next);
            }
        }
        return Optional.of(new Line(number, fits ? Optional.of(text(bytes)) : Optional.empty()));
    }

    private String text(ByteArrayOutputStream bytes) {
        String text = bytes.toString(StandardCharsets.UTF_8);
        return number == 1 && text.startsWith(MARK) ? text.substring(1) : text;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
