package dev.stoker.engine.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// The word that a mistyped one was meant to be.
public final class Nearest {
    private Nearest() {}

    /// Empty where nothing is near enough to be what was meant.
    public static Optional<String> to(String word, Collection<String> candidates) {
        return candidates.stream()
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
                .filter(candidate -> distance(word, candidate) <= 1 + candidate.length() / 4);
    }

    /// `; did you mean tensor?`, or nothing.
    public static String question(String word, Collection<String> candidates) {
        return to(word, candidates).map("; did you mean %s?"::formatted).orElse("");
    }

    /// Letters to insert, drop or replace, by Levenshtein; case and underscores are forgiven.
    public static int distance(String from, String to) {
        String wrong = bare(from);
        String right = bare(to);
        int[] row = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= wrong.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int replaced = diagonal + (wrong.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[right.length()];
    }

    private static String bare(String word) {
        return word.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
