package dev.stoker.summarize.input;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// The fields of one JSON object, read strictly.
///
/// A field that is `null` counts as absent. Every method throws [InvalidRequest] on a value of
/// another type or outside its limits.
public final class JsonFields {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private final String path;
    private final JsonNode object;

    private JsonFields(String path, JsonNode object) {
        this.path = path;
        this.object = object;
    }

    /// Reads a request's body, which must hold no other fields than those.
    public static JsonFields parse(String body, Set<String> known) {
        return of("", tree(body), known);
    }

    private static JsonNode tree(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new InvalidRequest(
                    "",
                    "the body is not JSON: %s (line %d, column %d)"
                            .formatted(
                                    InvalidRequest.shown(e.getOriginalMessage()),
                                    e.getLocation().getLineNr(),
                                    e.getLocation().getColumnNr()));
        }
    }

    private static JsonFields of(String path, JsonNode node, Set<String> known) {
        if (!node.isObject()) {
            throw new InvalidRequest(
                    path, named(path) + " must be a JSON object: " + InvalidRequest.shown(node));
        }
        JsonFields fields = new JsonFields(path, node);
        node.fieldNames().forEachRemaining(name -> fields.checkKnown(name, known));
        return fields;
    }

    private void checkKnown(String name, Set<String> known) {
        if (!known.contains(name)) {
            String place = place(name);
            throw new InvalidRequest(
                    place,
                    "unknown field \"%s\"; %s"
                            .formatted(
                                    InvalidRequest.shown(place),
                                    Nearest.to(name, known)
                                            .map(near -> "the nearest is \"" + near + "\"")
                                            .orElse(
                                                    "known are "
                                                            + known.stream().sorted().toList())));
        }
    }

    /// Where a field of this object stands in the request.
    public String place(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    public boolean has(String name) {
        return object.hasNonNull(name);
    }

    public Optional<Boolean> flag(String name) {
        Optional<JsonNode> value = value(name);
        if (value.isPresent() && !value.get().isBoolean()) {
            throw new InvalidRequest(
                    place(name),
                    place(name) + " must be true or false: " + InvalidRequest.shown(value.get()));
        }
        return value.map(JsonNode::asBoolean);
    }

    public Optional<JsonFields> object(String name, Set<String> known) {
        return value(name).map(node -> of(place(name), node, known));
    }

    /// Any value, as it is.
    public Optional<JsonNode> value(String name) {
        return has(name) ? Optional.of(object.get(name)) : Optional.empty();
    }

    public Optional<String> text(String name) {
        return has(name) ? Optional.of(text(place(name), object.get(name))) : Optional.empty();
    }

    /// A whole number within limits, both included.
    public OptionalLong integer(String name, long least, long most) {
        if (!has(name)) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(integer(place(name), object.get(name), least, most));
    }

    /// Whole numbers within limits, both included, at least one; none when the field is absent.
    public List<Long> integers(String name, long least, long most) {
        List<Long> integers = new ArrayList<>();
        for (JsonNode value : elements(name)) {
            integers.add(integer(place(name) + "[" + integers.size() + "]", value, least, most));
        }
        return integers;
    }

    private static long integer(String place, JsonNode value, long least, long most) {
        boolean fits = value.isIntegralNumber() && value.canConvertToLong();
        if (!fits || value.asLong() < least || value.asLong() > most) {
            throw new InvalidRequest(
                    place,
                    "%s must be a whole number from %d to %d: %s"
                            .formatted(place, least, most, InvalidRequest.shown(value)));
        }
        return value.asLong();
    }

    /// A number within limits, both included.
    public Optional<Double> number(String name, double least, double most) {
        if (!has(name)) {
            return Optional.empty();
        }
        JsonNode value = object.get(name);
        if (!value.isNumber() || value.asDouble() < least || value.asDouble() > most) {
            throw new InvalidRequest(
                    place(name),
                    "%s must be a number from %s to %s: %s"
                            .formatted(place(name), least, most, InvalidRequest.shown(value)));
        }
        return Optional.of(value.asDouble());
    }

    /// Texts, at least one; none when the field is absent.
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode value : elements(name)) {
            texts.add(text(place(name) + "[" + texts.size() + "]", value));
        }
        return texts;
    }

    /// Objects, at least one; none when the field is absent.
    public List<JsonFields> objects(String name, Set<String> known) {
        List<JsonFields> objects = new ArrayList<>();
        for (JsonNode value : elements(name)) {
            objects.add(of(place(name) + "[" + objects.size() + "]", value, known));
        }
        return objects;
    }

    private Iterable<JsonNode> elements(String name) {
        if (!has(name)) {
            return List.of();
        }
        JsonNode value = object.get(name);
        if (!value.isArray()) {
            throw new InvalidRequest(
                    place(name), place(name) + " must be a list: " + InvalidRequest.shown(value));
        }
        if (value.isEmpty()) {
            throw new InvalidRequest(place(name), place(name) + " must not be empty: []");
        }
        return value;
    }

    private static String text(String place, JsonNode value) {
        if (!value.isTextual()) {
            throw new InvalidRequest(
                    place, place + " must be a string: " + InvalidRequest.shown(value));
        }
        return value.asText();
    }

    private static String named(String path) {
        return path.isEmpty() ? "the body" : path;
    }
}
