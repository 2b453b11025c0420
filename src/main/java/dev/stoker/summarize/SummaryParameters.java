package dev.stoker.summarize;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.stoker.batch.job.FileId;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// What a job remembers of its submission, enough to read its days again after a restart.
///
/// @param dates of the Feed; none when the request brought its filings along
/// @param file an upload that holds the filings
/// @param cache whether a summary of an earlier job will do
record SummaryParameters(
        List<LocalDate> dates,
        List<String> forms,
        Prompt prompt,
        Optional<FileId> file,
        boolean cache) {
    private static final ObjectMapper JSON = new ObjectMapper();

    SummaryParameters {
        dates = List.copyOf(dates);
        forms = List.copyOf(forms);
    }

    SummaryParameters(List<LocalDate> dates, List<String> forms, Prompt prompt) {
        this(dates, forms, prompt, Optional.empty(), true);
    }

    static SummaryParameters of(SummaryRequest request) {
        List<LocalDate> dates =
                switch (request.source()) {
                    case SummaryRequest.Days(List<LocalDate> days) -> days;
                    case SummaryRequest.Inline _, SummaryRequest.Uploaded _ -> List.of();
                };
        Optional<FileId> file =
                request.source() instanceof SummaryRequest.Uploaded(FileId id)
                        ? Optional.of(id)
                        : Optional.empty();
        return new SummaryParameters(
                dates, request.forms(), request.prompt(), file, request.delivery().cache());
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
        prompt.frame().system().ifPresent(value -> json.put("system_prompt", value));
        prompt.frame()
                .responseFormat()
                .ifPresent(value -> json.putRawValue("response_format", new RawValue(value)));
        file.ifPresent(id -> json.put("file", id.toString()));
        return json.put("cache", cache).toString();
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
                            number(tree.path("top_p")),
                            new Prompt.Frame(
                                    Optional.ofNullable(tree.path("system_prompt").textValue()),
                                    Optional.of(tree.path("response_format"))
                                            .filter(JsonNode::isObject)
                                            .map(JsonNode::toString))),
                    FileId.parse(tree.path("file").asText()),
                    tree.path("cache").asBoolean(true));
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
