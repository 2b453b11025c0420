package dev.stoker.summarize.input;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoker.batch.job.FileId;
import dev.stoker.summarize.Prompt;
import dev.stoker.summarize.SummaryRequest.Delivery;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;

/// Reads what a submission says of everything but its filings; the first mistake ends it with an
/// [InvalidRequest].
final class ReadDelivery {
    private static final Set<String> FORMATS = Set.of("text", "json_object", "json_schema");
    private static final Set<String> SCHEMES = Set.of("http", "https");

    private ReadDelivery() {}

    static Delivery from(JsonFields fields) {
        return new Delivery(fields.flag("cache").orElse(true), callback(fields));
    }

    static FileId file(JsonFields fields) {
        String text = fields.text("file").orElseThrow();
        return FileId.parse(text)
                .orElseThrow(() ->
                        new InvalidRequest(
                                "file", "No such File object: " + InvalidRequest.shown(text)));
    }

    static Prompt.Frame frame(JsonFields fields) {
        return new Prompt.Frame(
                fields.text("system_prompt"), format(fields), ReadWanted.textTokens(fields));
    }

    private static Optional<String> format(JsonFields fields) {
        Optional<JsonNode> format = fields.value("response_format");
        if (format.isPresent() && !isFormat(format.get())) {
            throw new InvalidRequest(
                    "response_format",
                    "response_format must have a type of %s, json_schema with a schema: %s"
                            .formatted(
                                    FORMATS.stream().sorted().toList(),
                                    InvalidRequest.shown(format.get())));
        }
        return format.map(JsonNode::toString);
    }

    private static boolean isFormat(JsonNode format) {
        String type = format.path("type").asText();
        return FORMATS.contains(type)
                && (!type.equals("json_schema") || format.at("/json_schema/schema").isObject());
    }

    private static Optional<URI> callback(JsonFields fields) {
        return fields.object("webhook", Set.of("url"))
                .map(webhook ->
                        url(
                                webhook.place("url"),
                                webhook.text("url")
                                        .orElseThrow(() ->
                                                new InvalidRequest(
                                                        webhook.place("url"),
                                                        webhook.place("url") + " is missing"))));
    }

    private static URI url(String place, String text) {
        try {
            URI url = new URI(text);
            if (url.getHost() != null
                    && url.getUserInfo() == null
                    && SCHEMES.contains(String.valueOf(url.getScheme()))) {
                return url;
            }
        } catch (URISyntaxException _) {
            // told below, with the text
        }
        throw new InvalidRequest(
                place,
                "%s must be an http or https address without a password: %s"
                        .formatted(place, InvalidRequest.shown(text)));
    }
}
