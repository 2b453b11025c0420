package dev.stoker.simulator.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Reads requests off one connection, one after the other.
final class RequestReader {
    private static final int LONGEST_LINE = 65_536;
    private static final int LARGEST_BODY = 256 * 1024 * 1024;

    private final InputStream in;

    RequestReader(InputStream in) {
        this.in = new BufferedInputStream(in, 16_384);
    }

    /// Waits for the next request to begin.
    ///
    /// @return false when the client has left instead
    boolean begins() throws IOException {
        in.mark(1);
        int first = in.read();
        in.reset();
        return first >= 0;
    }

    /// Reads the request that has begun.
    ///
    /// @param expectsContinue runs before the body of a client that waits for leave to send it
    HttpRequest read(Continue expectsContinue) throws IOException {
        String[] start = line().split(" ", -1);
        if (start.length != 3) {
            throw new ProtocolException("no request line: " + String.join(" ", start));
        }
        Map<String, String> headers = headers();
        if ("100-continue".equalsIgnoreCase(headers.get("expect"))) {
            expectsContinue.send();
        }
        return new HttpRequest(start[0], pathOf(start[1]), headers, body(headers));
    }

    /// Tells the client to send its body.
    interface Continue {
        void send() throws IOException;
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new ProtocolException("header without a name: " + line);
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    private String body(Map<String, String> headers) throws IOException {
        if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
            return chunkedBody();
        }
        long length = Long.parseLong(headers.getOrDefault("content-length", "0"));
        return new String(bytes(length), UTF_8);
    }

    private String chunkedBody() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int size;
        while ((size = Integer.parseInt(line().replaceFirst(";.*", ""), 16)) > 0) {
            body.writeBytes(bytes((long) size + body.size() > LARGEST_BODY ? -1 : size));
            line();
        }
        while (!line().isEmpty()) {
            // trailers say nothing that matters here
        }
        return body.toString(UTF_8);
    }

    private byte[] bytes(long length) throws IOException {
        if (length < 0 || length > LARGEST_BODY) {
            throw new ProtocolException("body of 0 to %d bytes expected".formatted(LARGEST_BODY));
        }
        byte[] bytes = in.readNBytes((int) length);
        if (bytes.length < length) {
            throw new EOFException("body ended after %d bytes".formatted(bytes.length));
        }
        return bytes;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        int c;
        while ((c = in.read()) != '\n') {
            if (c < 0 || line.length() == LONGEST_LINE) {
                throw new EOFException("line ended after %d bytes".formatted(line.length()));
            }
            line.append((char) c);
        }
        int end = line.length() - 1;
        return end >= 0 && line.charAt(end) == '\r' ? line.substring(0, end) : line.toString();
    }

    private static String pathOf(String target) {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    static byte[] continueLine() {
        return "HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1);
    }
}
