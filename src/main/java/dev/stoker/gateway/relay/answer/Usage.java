package dev.stoker.gateway.relay.answer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The tokens that an answer says it took.
///
/// @param prompt tokens read
/// @param completion tokens written
public record Usage(long prompt, long completion) {
    /// Engines write the usage last, or just before a few figures of their own.
    private static final int TAIL = 2048;

    /// A number of more digits is nobody's count of tokens.
    private static final int DIGITS = 15;

    /// Finds it in the end of an answer, streamed or not; what stands before is not looked at.
    ///
    /// @param beforeLast the last chunk but one
    static Optional<Usage> find(byte @Nullable [] beforeLast, byte @Nullable [] last) {
        String end = tail(beforeLast) + tail(last);
        int at = end.lastIndexOf("\"usage\":");
        return at < 0 ? Optional.empty() : read(end.substring(at));
    }

    private static Optional<Usage> read(String text) {
        if (text.startsWith("null", "\"usage\":".length())) {
            return Optional.empty();
        }
        long prompt = number(text, "\"prompt_tokens\"", "\"input_tokens\"");
        long completion = number(text, "\"completion_tokens\"", "\"output_tokens\"");
        return Optional.of(new Usage(prompt, completion));
    }

    /// By hand: expressions for it took a fortieth of a whole request.
    private static long number(String text, String name, String otherName) {
        String said = text.contains(name) ? name : otherName;
        int at = text.indexOf(said);
        return at < 0 ? 0 : member(text, at + said.length());
    }

    /// The value of a member whose name ends there.
    private static long member(String text, int from) {
        int colon = blank(text, from);
        if (colon == text.length() || text.charAt(colon) != ':') {
            return 0;
        }
        int begin = blank(text, colon + 1);
        int end = begin;
        while (end < text.length() && end - begin < DIGITS && isDigit(text.charAt(end))) {
            end++;
        }
        return end == begin ? 0 : Long.parseLong(text, begin, end, 10);
    }

    private static int blank(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static String tail(byte @Nullable [] chunk) {
        if (chunk == null) {
            return "";
        }
        int from = Math.max(0, chunk.length - TAIL);
        return new String(chunk, from, chunk.length - from, ISO_8859_1);
    }
}
