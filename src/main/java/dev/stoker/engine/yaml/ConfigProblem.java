package dev.stoker.engine.yaml;

import java.nio.file.Path;
import java.util.Comparator;

/// One thing wrong with one line of an engine file.
///
/// @param line from 1 on; 0 where the file as a whole is meant
/// @param key dotted: `parallelism.tensor`; empty where no key is meant
public record ConfigProblem(Path file, int line, String key, String message)
        implements Comparable<ConfigProblem> {
    private static final Comparator<ConfigProblem> ORDER =
            Comparator.comparing(ConfigProblem::file)
                    .thenComparingInt(ConfigProblem::line)
                    .thenComparing(ConfigProblem::key)
                    .thenComparing(ConfigProblem::message);

    @Override
    public int compareTo(ConfigProblem other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        String place = line > 0 ? file + ":" + line : file.toString();
        return key.isEmpty() ? place + ": " + message : place + " " + key + ": " + message;
    }
}
