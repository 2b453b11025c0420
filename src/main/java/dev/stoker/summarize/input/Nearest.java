package dev.stoker.summarize.input;

import static dev.stoker.engine.yaml.Nearest.distance;

import java.util.Collection;
import java.util.Comparator;
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
}
