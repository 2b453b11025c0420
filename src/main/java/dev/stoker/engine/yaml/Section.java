package dev.stoker.engine.yaml;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/// One mapping of an engine file. Whoever reads it asks for each key that may stand there; what is
/// left when it is closed was mistyped.
public final class Section {
    private final Reading reading;
    private final String path;
    private final int line;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final Map<String, Section> sections = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();
    private boolean broken;

    private Section(Reading reading, String path, int line) {
        this.reading = reading;
        this.path = path;
        this.line = line;
    }

    public static Section top(Reading reading, MappingNode mapping) {
        return new Section(reading, "", line(mapping)).fill(mapping);
    }

    private Section fill(MappingNode mapping) {
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                reading.problem(line(entry.getKeyNode()), path, "a key must be a word");
                continue;
            }
            Integer first = lines.putIfAbsent(key.getValue(), line(key));
            if (first == null) {
                values.put(key.getValue(), entry.getValueNode());
                continue;
            }
            broken = true;
            reading.problem(
                    line(key), dotted(key.getValue()), "written twice; first on line " + first);
        }
        return this;
    }

    /// The mapping under a key; an empty one where there is none.
    public Section section(String key) {
        ask(key);
        Section section = new Section(reading, dotted(key), lines.getOrDefault(key, line));
        sections.put(key, section);
        Node value = values.get(key);
        if (value instanceof MappingNode mapping) {
            return section.fill(mapping);
        }
        if (value != null && !YamlValue.isNull(value)) {
            problem(key, "must be a mapping of keys to values");
        }
        return section;
    }

    /// The value under a key, which is known from now on; empty where nothing is written.
    public Optional<Node> value(String key) {
        ask(key);
        Optional<Node> value = Optional.ofNullable(values.get(key));
        if (value.filter(YamlValue::isNull).isPresent()) {
            problem(key, "has no value; leave the key out to get its default");
            return Optional.empty();
        }
        return value;
    }

    private void ask(String key) {
        asked.add(key);
        reading.asked(dotted(key));
    }

    /// The value of a scalar once the environment is filled in.
    public Optional<String> text(String key, ScalarNode value) {
        return reading.substitution().apply(value.getValue(), message -> problem(key, message));
    }

    /// All keys as written, which are thereby known: for mappings that are passed on.
    public Set<String> open() {
        asked.addAll(values.keySet());
        return values.keySet();
    }

    /// The value of a key that is written.
    public Node opened(String key) {
        return Objects.requireNonNull(values.get(key), key);
    }

    /// Whether a dotted key is written here or below.
    public boolean written(String dotted) {
        List<String> steps = List.of(dotted.split("\\.", 2));
        Section below = sections.get(steps.getFirst());
        return (steps.size() == 1 || below == null)
                ? values.containsKey(dotted)
                : below.written(steps.getLast());
    }

    /// As [#problem], for a dotted key here or below.
    public void problemAt(String dotted, String message) {
        List<String> steps = List.of(dotted.split("\\.", 2));
        Section below = sections.get(steps.getFirst());
        if (steps.size() == 1 || below == null) {
            problem(dotted, message);
            return;
        }
        below.problemAt(steps.getLast(), message);
    }

    public void problem(String key, String message) {
        broken = true;
        reading.problem(lines.getOrDefault(key, line), dotted(key), message);
    }

    /// Makes a record of what was read, whose own refusals begin with the dotted key they mean.
    ///
    /// @param otherwise what to go on with after a problem, to find the others too
    public <T> T build(Supplier<T> parts, T otherwise) {
        // A default in place of a refused value may contradict the others; at the top none can.
        if (broken && !path.isEmpty()) {
            return otherwise;
        }
        try {
            return parts.get();
        } catch (IllegalArgumentException e) {
            List<String> words = List.of(String.valueOf(e.getMessage()).split(" ", 2));
            problem(
                    words.getFirst().substring(path.isEmpty() ? 0 : path.length() + 1),
                    words.getLast());
            return otherwise;
        }
    }

    public Path file() {
        return reading.file();
    }

    /// Reports every key that nobody asked for.
    public void close() {
        for (String key : values.keySet()) {
            if (!asked.contains(key)) {
                problem(key, "unknown key" + advice(key));
            }
        }
    }

    private String advice(String key) {
        Optional<String> near = Nearest.to(key, asked);
        if (near.isPresent()) {
            return "; did you mean %s?".formatted(dotted(near.get()));
        }
        return path.isEmpty()
                ? "; settings of the engine itself stand under args"
                : "; known here: " + String.join(", ", asked);
    }

    private String dotted(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
