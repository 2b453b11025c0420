package dev.stoker.summarize;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.stoker.batch.job.FileId;
import dev.stoker.edgar.select.Amendments;
import dev.stoker.edgar.select.FilingFilter;
import dev.stoker.edgar.select.Wanted;
import dev.stoker.edgar.text.TextChoice;
import dev.stoker.edgar.text.TextOptions;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// What a job remembers of its submission, enough to read its days again after a restart.
///
/// @param dates of the Feed; none when the request brought its filings along
/// @param file an upload that holds the filings
/// @param cache whether a summary of an earlier job will do
record SummaryParameters(
        List<LocalDate> dates, Wanted wanted, Prompt prompt, Optional<FileId> file, boolean cache) {
    private static final ObjectMapper JSON = new ObjectMapper();

    SummaryParameters {
        dates = List.copyOf(dates);
    }

    SummaryParameters(List<LocalDate> dates, Wanted wanted, Prompt prompt) {
        this(dates, wanted, prompt, Optional.empty(), true);
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
                dates, request.wanted(), request.prompt(), file, request.delivery().cache());
    }

    /// Whether that filing, which the request brought along, is wanted.
    boolean wants(Identity filing) {
        return wanted.filter().wants(filing.form(), filing.cik().stream().boxed().toList());
    }

    String json() {
        FilingFilter filter = wanted.filter();
        ObjectNode json = JSON.createObjectNode();
        json.set("dates", JSON.valueToTree(dates.stream().map(LocalDate::toString).toList()));
        json.set("forms", JSON.valueToTree(sorted(filter.forms())));
        json.put("amendments", filter.amendments().name());
        json.set("ciks", JSON.valueToTree(sorted(filter.ciks())));
        json.put("text", wanted.text().choice().name());
        json.put("characters", wanted.text().characters());
        json.put("prompt", prompt.template()).put("max_tokens", prompt.maxTokens());
        prompt.temperature().ifPresent(value -> json.put("temperature", value));
        prompt.topP().ifPresent(value -> json.put("top_p", value));
        prompt.frame().textTokens().ifPresent(value -> json.put("max_text_tokens", value));
        prompt.frame().system().ifPresent(value -> json.put("system_prompt", value));
        prompt.frame()
                .responseFormat()
                .ifPresent(value -> json.putRawValue("response_format", new RawValue(value)));
        file.ifPresent(id -> json.put("file", id.toString()));
        return json.put("cache", cache).toString();
    }

    private static <T extends Comparable<T>> List<T> sorted(Collection<T> values) {
        return values.stream().sorted().toList();
    }

    static SummaryParameters parse(String json) {
        try {
            JsonNode tree = JSON.readTree(json);
            return new SummaryParameters(
                    elements(tree.path("dates"))
                            .map(JsonNode::asText)
                            .map(LocalDate::parse)
                            .toList(),
                    new Wanted(filter(tree), text(tree)),
                    prompt(tree),
                    FileId.parse(tree.path("file").asText()),
                    tree.path("cache").asBoolean(true));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a job's parameters are not JSON: " + json, e);
        }
    }

    /// What an older version wrote lacks all but the forms.
    private static FilingFilter filter(JsonNode tree) {
        Set<String> forms =
                elements(tree.path("forms")).map(JsonNode::asText).collect(Collectors.toSet());
        Set<Long> ciks =
                elements(tree.path("ciks")).map(JsonNode::asLong).collect(Collectors.toSet());
        String amendments = tree.path("amendments").asText(Amendments.AS_NAMED.name());
        return new FilingFilter(forms, Amendments.valueOf(amendments), ciks);
    }

    private static TextOptions text(JsonNode tree) {
        return new TextOptions(
                TextChoice.valueOf(tree.path("text").asText(TextChoice.XML.name())),
                tree.path("characters").asInt(TextOptions.USUAL_CHARACTERS));
    }

    private static Prompt prompt(JsonNode tree) {
        JsonNode textTokens = tree.path("max_text_tokens");
        return new Prompt(
                tree.path("prompt").asText(),
                tree.path("max_tokens").asInt(),
                number(tree.path("temperature")),
                number(tree.path("top_p")),
                new Prompt.Frame(
                        Optional.ofNullable(tree.path("system_prompt").textValue()),
                        Optional.of(tree.path("response_format"))
                                .filter(JsonNode::isObject)
                                .map(JsonNode::toString),
                        textTokens.isInt()
                                ? OptionalInt.of(textTokens.asInt())
                                : OptionalInt.empty()));
    }

    private static Stream<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private static Optional<Double> number(JsonNode value) {
        return value.isNumber() ? Optional.of(value.asDouble()) : Optional.empty();
    }
}
