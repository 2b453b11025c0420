package dev.stoker.supervisor.probe.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.regex.Pattern;

/// Reads one answer, strictly and up to limits.
final class AnswerReader {
    private static final int LONGEST_BODY = 8 << 20; // pages of metrics have some 100 KB
    private static final int LONGEST_HEADS = 64 << 10;
    private static final Pattern CHUNK_SIZE = Pattern.compile("([0-9a-fA-F]{1,8})[ \\t]*(;.*)?");
    private static final int SWITCHING_PROTOCOLS = 101;

    private final TimedInput input;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int headBytes;

    AnswerReader(TimedInput input) {
        this.input = input;
    }

    /// @throws ProtocolException when it is not an answer, or a longer one than any engine gives
    /// @throws java.net.SocketTimeoutException when it is late
    Answer read() throws IOException {
        Head head = head();
        while (head.isInterim()) {
            head = head();
        }
        if (head.hasBody()) {
            readBody(head);
        }
        return new Answer(head.status(), body.toString(UTF_8));
    }

    private Head head() throws IOException {
        Head head = Head.begin(line());
        if (head.status() == SWITCHING_PROTOCOLS) {
            throw new ProtocolException("another protocol, which nobody asked for");
        }
        for (String line = line(); !line.isEmpty(); line = line()) {
            head = head.with(line);
        }
        return head;
    }

    private void readBody(Head head) throws IOException {
        if (head.chunked()) {
            readChunks();
        } else if (head.length().isPresent()) {
            readPiece(head.length().getAsLong());
        } else {
            input.readAll(LONGEST_BODY, body);
        }
    }

    /// What follows the last one is of no interest, as the connection is not kept.
    private void readChunks() throws IOException {
        for (long size = chunkSize(); size > 0; size = chunkSize()) {
            readPiece(size);
            String rest = line();
            if (!rest.isEmpty()) {
                throw new ProtocolException("behind a chunk: " + Head.shown(rest));
            }
        }
    }

    private long chunkSize() throws IOException {
        String line = line();
        var matcher = CHUNK_SIZE.matcher(line);
        if (!matcher.matches()) {
            throw new ProtocolException("not the size of a chunk: " + Head.shown(line));
        }
        headBytes = 0; // chunks may be many; the body itself is bounded
        return Long.parseLong(matcher.group(1), 16);
    }

    private void readPiece(long size) throws IOException {
        if (body.size() + size > LONGEST_BODY) {
            throw new ProtocolException("a body longer than " + LONGEST_BODY + " bytes");
        }
        input.read(size, body);
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int read = input.read(); read != '\n'; read = input.read()) {
            if (read < 0) {
                throw new ProtocolException(
                        "the connection ended after " + Head.shown(line.toString()));
            }
            if (++headBytes > LONGEST_HEADS) {
                throw new ProtocolException("headers longer than " + LONGEST_HEADS + " bytes");
            }
            line.append((char) read);
        }
        int length = line.length();
        return length > 0 && line.charAt(length - 1) == '\r'
                ? line.substring(0, length - 1)
                : line.toString();
    }
}
