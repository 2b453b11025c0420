package dev.stoker.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/// Cuts text into tokens, by rule instead of vocabulary: about four characters each in prose.
///
/// A token is up to six letters, up to three digits, a run of white space, or any other character;
/// one space belongs to what follows it.
final class Tokenizer {
    private static final int LETTERS = 6;
    private static final int DIGITS = 3;

    private Tokenizer() {}

    static int count(String text) {
        int[] count = {0};
        cut(text, _ -> count[0]++);
        return count[0];
    }

    static List<String> split(String text) {
        List<String> tokens = new ArrayList<>();
        int[] start = {0};
        cut(
                text,
                end -> {
                    tokens.add(text.substring(start[0], end));
                    start[0] = end;
                });
        return tokens;
    }

    private static void cut(String text, IntConsumer ends) {
        int at = 0;
        while (at < text.length()) {
            at = end(text, at);
            ends.accept(at);
        }
    }

    private static int end(String text, int start) {
        int first = start;
        if (text.charAt(start) == ' ' && start + 1 < text.length()) {
            first++;
        }
        char c = text.charAt(first);
        if (Character.isLetter(c)) {
            return run(text, first, LETTERS, Character::isLetter);
        }
        if (Character.isDigit(c)) {
            return run(text, first, DIGITS, Character::isDigit);
        }
        if (Character.isWhitespace(c)) {
            return run(text, first, text.length(), Character::isWhitespace);
        }
        return Character.isHighSurrogate(c) ? Math.min(first + 2, text.length()) : first + 1;
    }

    private interface Kind {
        boolean has(char c);
    }

    private static int run(String text, int start, int longest, Kind kind) {
        int end = start;
        int limit = (int) Math.min(text.length(), (long) start + longest);
        while (end < limit && kind.has(text.charAt(end))) {
            end++;
        }
        return end;
    }
}
