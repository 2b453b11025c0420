package dev.stoker.summarize.input;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// Finds the word that someone may have meant.
final class Nearest {
    private Nearest() {}

    /// Empty when nothing known is like it.
    static Optional<String> to(String word, Collection<String> known) {
        int most = Math.max(1, word.length() / 2);
        Comparator<String> nearness =
                Comparator.<String>comparingInt(one -> distance(bare(word), bare(one)))
                        .thenComparingInt(one -> distance(word, one))
                        .thenComparing(one -> one);
        return known.stream().min(nearness).filter(one -> distance(word, one) <= most);
    }

    /// What people remember of a word: hyphens and spaces they do not.
    private static String bare(String word) {
        return word.replaceAll("[^A-Za-z0-9]", "");
    }

    /// Letters to add, remove or replace, whatever their case.
    private static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
