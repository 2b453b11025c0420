package dev.stoker.gateway.admission.keys;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// Reads a file of keys: a line for each, with its name, its hash and what it may use.
///
/// ```
/// # comment
/// alice 5e88…42d8 concurrency=8 tokens-per-minute=200000
/// night-job 6b3a…90af class=batch
/// ```
final class KeyFile {
    private final String file;
    private final List<ApiKey> keys = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final Set<KeyHash> hashes = new HashSet<>();

    private KeyFile(String file) {
        this.file = file;
    }

    /// @param file how it is called in problems
    /// @throws InvalidKeys with all problems at once
    static List<ApiKey> parse(String file, List<String> lines) throws InvalidKeys {
        KeyFile reader = new KeyFile(file);
        for (int i = 0; i < lines.size(); i++) {
            reader.take(i + 1, lines.get(i).strip());
        }
        if (!reader.problems.isEmpty()) {
            throw new InvalidKeys(reader.problems);
        }
        return List.copyOf(reader.keys);
    }

    private void take(int number, String line) {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        try {
            add(key(line.split("\\s+")));
        } catch (IllegalArgumentException e) {
            problems.add("%s:%d %s".formatted(file, number, e.getMessage()));
        }
    }

    private void add(ApiKey key) {
        if (!names.add(key.name())) {
            throw new IllegalArgumentException("a second key is named " + key.name());
        }
        if (!hashes.add(key.hash())) {
            throw new IllegalArgumentException("the key of " + key.name() + " stands twice");
        }
        keys.add(key);
    }

    private static ApiKey key(String... words) {
        if (words.length < 2) {
            throw new IllegalArgumentException("a name and a hash expected");
        }
        Allowance allowance = Allowance.UNLIMITED;
        for (int i = 2; i < words.length; i++) {
            allowance = with(allowance, words[i]);
        }
        return new ApiKey(words[0], KeyHash.parse(words[1]), allowance);
    }

    private static Allowance with(Allowance so, String word) {
        int equals = word.indexOf('=');
        String value = word.substring(equals + 1);
        return switch (word.substring(0, Math.max(0, equals))) {
            case "concurrency" ->
                    new Allowance(
                            OptionalInt.of(Math.toIntExact(number(value))),
                            so.tokensPerMinute(),
                            so.batch());
            case "tokens-per-minute" ->
                    new Allowance(so.concurrency(), OptionalLong.of(number(value)), so.batch());
            case "class" -> new Allowance(so.concurrency(), so.tokensPerMinute(), isBatch(value));
            default ->
                    throw new IllegalArgumentException(
                            "concurrency=, tokens-per-minute= or class= expected, not " + word);
        };
    }

    private static long number(String value) {
        try {
            return Math.toIntExact(Long.parseLong(value));
        } catch (NumberFormatException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    "a number up to 2147483647 expected, not " + value, e);
        }
    }

    private static boolean isBatch(String value) {
        return switch (value) {
            case "batch" -> true;
            case "interactive" -> false;
            default ->
                    throw new IllegalArgumentException(
                            "class is interactive or batch, not " + value);
        };
    }
}
