package dev.stoker.gateway.relay.answer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The tokens that an answer says it took.
///
/// @param prompt tokens read
/// @param completion tokens written
public record Usage(long prompt, long completion) {
    /// Engines write the usage last, or just before a few figures of their own.
    private static final int TAIL = 2048;

    private static final Pattern PROMPT =
            Pattern.compile("\"(?:prompt|input)_tokens\"\\s*:\\s*(\\d{1,15})");
    private static final Pattern COMPLETION =
            Pattern.compile("\"(?:completion|output)_tokens\"\\s*:\\s*(\\d{1,15})");

    /// Finds it in the end of an answer, streamed or not; what stands before is not looked at.
    ///
    /// @param beforeLast the last chunk but one
    static Optional<Usage> find(@Nullable Buffer beforeLast, @Nullable Buffer last) {
        String end = tail(beforeLast) + tail(last);
        int at = end.lastIndexOf("\"usage\":");
        return at < 0 ? Optional.empty() : read(end.substring(at));
    }

    private static Optional<Usage> read(String text) {
        if (text.startsWith("null", "\"usage\":".length())) {
            return Optional.empty();
        }
        return Optional.of(new Usage(number(PROMPT, text), number(COMPLETION, text)));
    }

    private static long number(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? Long.parseLong(found.group(1)) : 0;
    }

    private static String tail(@Nullable Buffer chunk) {
        if (chunk == null) {
            return "";
        }
        int end = chunk.length();
        return new String(chunk.getBytes(Math.max(0, end - TAIL), end), ISO_8859_1);
    }
}
