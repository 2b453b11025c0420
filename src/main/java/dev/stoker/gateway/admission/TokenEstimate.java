package dev.stoker.gateway.admission;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Set;

/// About how many tokens a request may take, from its body as far as it has arrived.
///
/// Four bytes of JSON make a token and an image in a `data:` address as many as engines usually
/// give it; answers are as long as the body allows. It may be wrong by half: engines tell better.
final class TokenEstimate {
    private static final int BYTES_A_TOKEN = 4;
    private static final int IMAGE = 1_000;
    private static final Set<String> MOST =
            Set.of("max_tokens", "max_completion_tokens", "max_output_tokens");
    private static final int LONGEST_NAME = 32;

    /// Numbers that a client made up are cut to this, so that no sum of them turns negative.
    private static final double HEAVIEST = 1e15;

    private final byte[] body;
    private long aside;
    private int images;
    private long most = -1;
    private long answers = 1;

    private TokenEstimate(byte[] body) {
        this.body = body;
    }

    /// @param body JSON, or the beginning of it
    /// @param length bytes of the whole body
    /// @param assumed tokens of an answer without a limit
    static long of(byte[] body, long length, int assumed) {
        TokenEstimate estimate = new TokenEstimate(body);
        estimate.read();
        long text = Math.max(0, Math.max(length, body.length) - estimate.aside);
        double answer = estimate.most < 0 ? assumed : estimate.most;
        long answers = (long) Math.min(HEAVIEST, answer * estimate.answers);
        return text / BYTES_A_TOKEN + (long) IMAGE * estimate.images + answers;
    }

    private void read() {
        int depth = 0;
        for (int at = 0; at < body.length; at++) {
            switch (body[at]) {
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                case '"' -> {
                    int end = endOfString(at + 1);
                    string(at + 1, end, depth);
                    at = end;
                }
                default -> {}
            }
        }
    }

    private void string(int from, int end, int depth) {
        if (startsWith("data:", from)) {
            aside += end - from;
            images++;
        } else if (depth == 1 && end - from <= LONGEST_NAME) {
            member(new String(body, from, end - from, ISO_8859_1), end + 1);
        }
    }

    private void member(String name, int at) {
        if (MOST.contains(name)) {
            most = Math.max(most, number(at));
        } else if (name.equals("n")) {
            answers = Math.max(1, number(at));
        }
    }

    /// The whole number after a colon, or -1.
    private long number(int from) {
        int at = skipSpace(from);
        if (at == body.length || body[at] != ':') {
            return -1;
        }
        at = skipSpace(at + 1);
        long value = -1;
        while (at < body.length && body[at] >= '0' && body[at] <= '9' && value < 1_000_000_000) {
            value = Math.max(0, value) * 10 + body[at] - '0';
            at++;
        }
        return value;
    }

    private int skipSpace(int from) {
        int at = from;
        while (at < body.length && body[at] <= ' ' && body[at] >= 0) {
            at++;
        }
        return at;
    }

    private int endOfString(int from) {
        int at = from;
        while (at < body.length && body[at] != '"') {
            at += body[at] == '\\' ? 2 : 1;
        }
        return Math.min(at, body.length);
    }

    private boolean startsWith(String text, int from) {
        if (from + text.length() > body.length) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (body[from + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
