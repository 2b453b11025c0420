package dev.stoker.engine.yaml;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// What comes to light while one engine file is read.
public final class Reading {
    private final Path file;
    private final Substitution substitution;
    private final List<ConfigProblem> problems = new ArrayList<>();
    private final SortedSet<String> keys = new TreeSet<>();

    public Reading(Path file, Substitution substitution) {
        this.file = file;
        this.substitution = substitution;
    }

    public Path file() {
        return file;
    }

    public Substitution substitution() {
        return substitution;
    }

    public void problem(int line, String key, String message) {
        problems.add(new ConfigProblem(file, line, key, message));
    }

    public List<ConfigProblem> problems() {
        return List.copyOf(problems);
    }

    public void asked(String key) {
        keys.add(key);
    }

    /// Every dotted key that the loader has asked for, written or not.
    public SortedSet<String> keys() {
        return keys;
    }
}
