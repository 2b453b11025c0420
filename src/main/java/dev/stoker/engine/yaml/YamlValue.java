package dev.stoker.engine.yaml;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// Turns a YAML node into strings, numbers, booleans, lists and maps, by YAML 1.2's core rules:
/// `off` and `no` are words, not booleans, since engines have options of these names.
final class YamlValue {
    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern DECIMAL =
            Pattern.compile(
                    "[-+]?(\\.[0-9]+|[0-9]+\\.[0-9]*)([eE][-+]?[0-9]+)?|[-+]?[0-9]+[eE][-+]?[0-9]+");

    private final Function<ScalarNode, Optional<String>> text;
    private final Consumer<String> complain;

    /// @param text of a scalar once the environment is filled in; empty after a complaint
    YamlValue(Function<ScalarNode, Optional<String>> text, Consumer<String> complain) {
        this.text = text;
        this.complain = complain;
    }

    /// Empty after a complaint.
    Optional<Object> of(Node node) {
        if (node.isTwoStepsConstruction()) {
            complain.accept("refers to itself");
            return Optional.empty();
        }
        return switch (node) {
            case ScalarNode scalar -> scalar(scalar);
            case SequenceNode list -> list(list);
            case MappingNode map -> map(map);
            default -> throw new IllegalStateException("no such YAML node: " + node.getNodeId());
        };
    }

    static boolean isNull(Node node) {
        return node instanceof ScalarNode scalar
                && plain(scalar)
                && List.of("", "~", "null").contains(scalar.getValue());
    }

    static boolean isBoolean(Node node) {
        return node instanceof ScalarNode scalar
                && plain(scalar)
                && typed(scalar.getValue()) instanceof Boolean;
    }

    private Optional<Object> scalar(ScalarNode node) {
        if (isNull(node)) {
            complain.accept("has no value");
            return Optional.empty();
        }
        return text.apply(node).map(value -> plain(node) ? typed(value) : value);
    }

    private static Object typed(String value) {
        if (value.equals("true") || value.equals("false")) {
            return Boolean.valueOf(value);
        }
        if (INTEGER.matcher(value).matches()) {
            BigInteger number = new BigInteger(value);
            return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
        }
        return DECIMAL.matcher(value).matches() ? new BigDecimal(value) : value;
    }

    private Optional<Object> list(SequenceNode node) {
        List<Optional<Object>> values = node.getValue().stream().map(this::of).toList();
        return values.stream().allMatch(Optional::isPresent)
                ? Optional.of(values.stream().map(Optional::orElseThrow).toList())
                : Optional.empty();
    }

    private Optional<Object> map(MappingNode node) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (NodeTuple entry : node.getValue()) {
            of(entry.getValueNode()).ifPresent(value -> put(values, entry.getKeyNode(), value));
        }
        return values.size() == node.getValue().size() ? Optional.of(values) : Optional.empty();
    }

    private void put(Map<String, Object> values, Node key, Object value) {
        if (!(key instanceof ScalarNode word)) {
            complain.accept("has a key that is not a word");
            return;
        }
        if (values.putIfAbsent(word.getValue(), value) != null) {
            complain.accept("has %s twice".formatted(word.getValue()));
        }
    }

    static boolean plain(ScalarNode node) {
        return node.getScalarStyle() == ScalarStyle.PLAIN;
    }
}
