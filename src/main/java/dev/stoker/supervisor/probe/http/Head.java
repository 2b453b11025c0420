package dev.stoker.supervisor.probe.http;

import java.net.ProtocolException;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the lines before a body tell of it.
///
/// @param length of the body; absent where it ends with its last chunk or the connection
record Head(int status, OptionalLong length, boolean chunked) {
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-5]\\d\\d)( .*)?");
    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");
    private static final int SHOWN = 80;

    /// @throws ProtocolException when it is none
    static Head begin(String statusLine) throws ProtocolException {
        Matcher matcher = STATUS_LINE.matcher(statusLine);
        if (!matcher.matches()) {
            throw new ProtocolException("not an answer of HTTP/1.1: " + shown(statusLine));
        }
        return new Head(Integer.parseInt(matcher.group(1)), OptionalLong.empty(), false);
    }

    /// @throws ProtocolException where the end of the body would be a guess
    Head with(String line) throws ProtocolException {
        int colon = line.indexOf(':');
        if (colon <= 0 || Character.isWhitespace(line.charAt(0))) {
            throw new ProtocolException("not a header: " + shown(line));
        }
        String value = line.substring(colon + 1).strip();
        return switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
            case "content-length" -> withLength(value);
            case "transfer-encoding" -> withCoding(value);
            default -> this;
        };
    }

    /// Whether the answer itself is still to come.
    boolean isInterim() {
        return status / 100 == 1;
    }

    boolean hasBody() {
        return status != 204 && status != 304;
    }

    static String shown(String line) {
        return "\"%s\"".formatted(line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line);
    }

    private Head withLength(String value) throws ProtocolException {
        if (!LENGTH.matcher(value).matches() || length.isPresent() || chunked) {
            throw new ProtocolException("an unclear content-length: " + shown(value));
        }
        return new Head(status, OptionalLong.of(Long.parseLong(value)), false);
    }

    private Head withCoding(String value) throws ProtocolException {
        if (!value.equalsIgnoreCase("chunked") || length.isPresent() || chunked) {
            throw new ProtocolException("an unclear transfer-encoding: " + shown(value));
        }
        return new Head(status, length, true);
    }
}
