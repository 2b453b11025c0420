package dev.stoker.engine.catalog;

import dev.stoker.engine.yaml.ConfigProblem;
import java.util.List;
import java.util.stream.Collectors;

/// Engine files that cannot be used; the message lists every problem, one a line.
public final class InvalidCatalog extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<ConfigProblem> problems;

    InvalidCatalog(List<ConfigProblem> problems) {
        super(problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /// In the order of files and lines.
    public List<ConfigProblem> problems() {
        return problems;
    }
}
