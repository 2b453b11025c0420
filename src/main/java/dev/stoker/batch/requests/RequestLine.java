package dev.stoker.batch.requests;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// One line of a file of requests.
///
/// @param id `custom_id`: the client's own name of the request
/// @param body JSON, as the engine gets it
record RequestLine(long number, String id, String model, String body) {
    private static final int LONGEST_ID = 512;
    // 0.10 stays 0.10 on its way through: the engine gets the client's own digits.
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    /// What a line turned out to be.
    sealed interface Parsed {
        record Good(RequestLine line) implements Parsed {}

        record Bad(LineProblem problem) implements Parsed {}
    }

    /// @param endpoint that all requests of the file go to
    static Parsed parse(Lines.Line line, String endpoint) {
        Optional<JsonNode> tree =
                line.text().flatMap(RequestLine::tree).filter(RequestLine::storable);
        if (tree.isEmpty()) {
            return new Parsed.Bad(LineProblem.noJson(line.number()));
        }
        Optional<LineProblem> problem = problem(line.number(), tree.get(), endpoint);
        if (problem.isPresent()) {
            return new Parsed.Bad(problem.get());
        }
        JsonNode body = tree.get().path("body");
        return new Parsed.Good(
                new RequestLine(
                        line.number(),
                        tree.get().path("custom_id").asText(),
                        body.path("model").asText(),
                        body.toString()));
    }

    /// Half of a surrogate pair, which JSON's escapes can spell, is no character that can be sent.
    private static boolean storable(JsonNode tree) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(tree.toString());
    }

    private static Optional<JsonNode> tree(String text) {
        try {
            return Optional.of(JSON.readTree(text)).filter(JsonNode::isObject);
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }

    private static Optional<LineProblem> problem(long number, JsonNode tree, String endpoint) {
        JsonNode body = tree.path("body");
        return id(number, tree.path("custom_id"))
                .or(() -> text(number, "method", tree.path("method")))
                .or(() -> method(number, tree.path("method").asText()))
                .or(() -> text(number, "url", tree.path("url")))
                .or(() -> url(number, tree.path("url").asText(), endpoint))
                .or(() -> body(number, body))
                .or(() -> text(number, "body.model", body.path("model")))
                .or(() -> stream(number, body.path("stream")));
    }

    private static Optional<LineProblem> id(long number, JsonNode id) {
        Optional<LineProblem> missing = text(number, "custom_id", id);
        if (missing.isPresent()) {
            return missing;
        }
        String value = id.asText();
        return value.length() <= LONGEST_ID && value.indexOf('\0') < 0
                ? Optional.empty()
                : Optional.of(
                        LineProblem.of(
                                number,
                                "invalid_custom_id",
                                "custom_id",
                                "custom_id may have %d characters at most, none of them NUL."
                                        .formatted(LONGEST_ID)));
    }

    private static Optional<LineProblem> text(long number, String name, JsonNode value) {
        return value.isTextual() && !value.asText().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        LineProblem.of(
                                number,
                                "missing_required_parameter",
                                name,
                                "Missing required parameter: '%s'.".formatted(name)));
    }

    private static Optional<LineProblem> method(long number, String method) {
        return method.equals("POST")
                ? Optional.empty()
                : Optional.of(
                        LineProblem.of(
                                number,
                                "invalid_method",
                                "method",
                                "The method must be POST: " + method));
    }

    private static Optional<LineProblem> url(long number, String url, String endpoint) {
        return url.equals(endpoint)
                ? Optional.empty()
                : Optional.of(
                        LineProblem.of(
                                number,
                                "url_mismatch",
                                "url",
                                "The URL must be the batch's endpoint, %s: %s"
                                        .formatted(endpoint, url)));
    }

    private static Optional<LineProblem> body(long number, JsonNode body) {
        return body.isObject()
                ? Optional.empty()
                : Optional.of(
                        LineProblem.of(
                                number,
                                "missing_required_parameter",
                                "body",
                                "Missing required parameter: 'body', a JSON object."));
    }

    private static Optional<LineProblem> stream(long number, JsonNode stream) {
        return stream.asBoolean(false)
                ? Optional.of(
                        LineProblem.of(
                                number,
                                "invalid_stream",
                                "body.stream",
                                "A batch has nobody to stream to: stream must not be true."))
                : Optional.empty();
    }
}
