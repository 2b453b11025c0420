package dev.stoker.engine.yaml;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// The typed values of one section; a value of another type is a problem and then counts as absent.
public record Values(Section section) {

    public Optional<String> text(String key) {
        return section.value(key).flatMap(node -> scalar(key, node));
    }

    public int positive(String key, int otherwise) {
        return number(key, 1, otherwise);
    }

    public int notNegative(String key, int otherwise) {
        return number(key, 0, otherwise);
    }

    private int number(String key, int least, int otherwise) {
        return parsed(
                        key,
                        "must be a whole number from %d on".formatted(least),
                        text -> integer(text).filter(number -> number >= least))
                .orElse(otherwise);
    }

    public Duration duration(String key, Duration otherwise) {
        return parsed(
                        key,
                        "must be a duration such as 90s, 30m or PT5M",
                        text -> Durations.parse(text).filter(Duration::isPositive))
                .orElse(otherwise);
    }

    public Duration durationOrZero(String key, Duration otherwise) {
        return parsed(
                        key,
                        "must be 0s or a duration such as 90s, 30m or PT5M",
                        text -> Durations.parse(text).filter(time -> !time.isNegative()))
                .orElse(otherwise);
    }

    /// One word, or a list of them.
    public List<String> words(String key) {
        return section.value(key).map(node -> words(key, node)).orElse(List.of());
    }

    /// A program and its arguments. One string is the program's name alone: with blanks it was
    /// surely meant for a shell, which there is none of.
    public List<String> command(String key) {
        List<String> words = words(key);
        boolean one =
                section.value(key).filter(node -> !(node instanceof SequenceNode)).isPresent();
        if (one && words.size() == 1 && words.getFirst().strip().contains(" ")) {
            String list = String.join(", ", words.getFirst().strip().split(" +"));
            section.problem(
                    key,
                    "is one word with blanks, no shell splits it; write a list: [%s]"
                            .formatted(list));
        }
        return words;
    }

    /// One of a few words.
    public <T> Optional<T> choice(String key, Map<String, T> choices) {
        Optional<String> word = text(key);
        word.filter(written -> !choices.containsKey(written))
                .ifPresent(written ->
                        section.problem(
                                key,
                                "no such value: %s%s; one of %s"
                                        .formatted(
                                                written,
                                                Nearest.question(written, choices.keySet()),
                                                choices.keySet().stream()
                                                        .sorted()
                                                        .collect(Collectors.joining(", ")))));
        return word.flatMap(written -> Optional.ofNullable(choices.get(written)));
    }

    /// Everything in the section, as it is written.
    public Map<String, Object> free() {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String key : section.open()) {
            YamlValue reader =
                    new YamlValue(
                            node -> section.text(key, node),
                            message -> section.problem(key, message));
            reader.of(section.opened(key)).ifPresent(value -> values.put(key, value));
        }
        return values;
    }

    private Optional<String> scalar(String key, Node node) {
        if (node instanceof ScalarNode scalar) {
            return section.text(key, scalar);
        }
        section.problem(key, "must be a single value");
        return Optional.empty();
    }

    /// Everything in the section, as the variables of an environment: the very text of each.
    public Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String name : section.open()) {
            Node node = section.opened(name);
            if (YamlValue.isNull(node)) {
                section.problem(name, "has no value; write '' for an empty one");
                continue;
            }
            scalar(name, node).ifPresent(text -> variables.put(name, text));
            if (YamlValue.isBoolean(node)) {
                section.problem(name, "must be text or a number; quote it");
            }
        }
        return variables;
    }

    private List<String> words(String key, Node node) {
        List<Node> nodes = node instanceof SequenceNode list ? list.getValue() : List.of(node);
        List<String> words = nodes.stream().flatMap(one -> scalar(key, one).stream()).toList();
        if (words.stream().anyMatch(String::isBlank)) {
            section.problem(key, "must not hold an empty word");
        }
        return words;
    }

    private <T> Optional<T> parsed(String key, String rule, Function<String, Optional<T>> parser) {
        Optional<String> text = text(key);
        Optional<T> value = text.flatMap(parser);
        if (text.isPresent() && value.isEmpty()) {
            section.problem(key, rule + ": " + text.get());
        }
        return value;
    }

    public static Optional<Integer> integer(String text) {
        try {
            return Optional.of(Integer.valueOf(text));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }
}
