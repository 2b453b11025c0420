package dev.stoker.summarize;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// What a job remembers of its submission, enough to read its days again after a restart.
///
/// @param dates of the Feed; none when the request brought its filings along
record SummaryParameters(List<LocalDate> dates, List<String> forms, Prompt prompt) {
    private static final ObjectMapper JSON = new ObjectMapper();

    SummaryParameters {
        dates = List.copyOf(dates);
        forms = List.copyOf(forms);
    }

    static SummaryParameters of(SummaryRequest request) {
        List<LocalDate> dates =
                switch (request.source()) {
                    case SummaryRequest.Days(List<LocalDate> days) -> days;
                    case SummaryRequest.Inline _ -> List.of();
                };
        return new SummaryParameters(dates, request.forms(), request.prompt());
    }

    /// Whether a filing of that form is wanted.
    boolean wants(Optional<String> form) {
        return forms.isEmpty() || form.filter(forms::contains).isPresent();
    }

    String json() {
        ObjectNode json = JSON.createObjectNode();
        json.set("dates", JSON.valueToTree(dates.stream().map(LocalDate::toString).toList()));
        json.set("forms", JSON.valueToTree(forms));
        json.put("prompt", prompt.template()).put("max_tokens", prompt.maxTokens());
        prompt.temperature().ifPresent(value -> json.put("temperature", value));
        prompt.topP().ifPresent(value -> json.put("top_p", value));
        return json.toString();
    }

    static SummaryParameters parse(String json) {
        try {
            JsonNode tree = JSON.readTree(json);
            return new SummaryParameters(
                    texts(tree.path("dates")).stream().map(LocalDate::parse).toList(),
                    texts(tree.path("forms")),
                    new Prompt(
                            tree.path("prompt").asText(),
                            tree.path("max_tokens").asInt(),
                            number(tree.path("temperature")),
                            number(tree.path("top_p"))));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a job's parameters are not JSON: " + json, e);
        }
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
    }

    private static Optional<Double> number(JsonNode value) {
        return value.isNumber() ? Optional.of(value.asDouble()) : Optional.empty();
    }
}
