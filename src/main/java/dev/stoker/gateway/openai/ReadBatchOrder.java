package dev.stoker.gateway.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoker.batch.file.FileStore;
import dev.stoker.batch.file.StoredFile;
import dev.stoker.batch.job.FileId;
import dev.stoker.batch.requests.RequestOrder;
import dev.stoker.gateway.relay.RelayedPath;
import dev.stoker.summarize.input.InvalidRequest;
import dev.stoker.summarize.input.JsonFields;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the body of `POST /v1/batches`; the first mistake ends it with an [InvalidRequest].
final class ReadBatchOrder {
    private static final Set<String> FIELDS =
            Set.of("input_file_id", "endpoint", "completion_window", "metadata");
    private static final String PURPOSE = "batch";
    private static final Pattern WINDOW = Pattern.compile("([1-9][0-9]{0,3})([mhd])");
    private static final Duration LONGEST_WINDOW = Duration.ofDays(30);
    private static final int MOST_NOTES = 16;
    private static final int LONGEST_KEY = 64;
    private static final int LONGEST_NOTE = 512;

    private final FileStore files;
    private final Instant now;

    ReadBatchOrder(FileStore files, Instant now) {
        this.files = files;
        this.now = now;
    }

    RequestOrder from(String body) {
        JsonFields fields = JsonFields.parse(body, FIELDS);
        return new RequestOrder(
                input(required(fields, "input_file_id")),
                endpoint(required(fields, "endpoint")),
                window(required(fields, "completion_window")),
                metadata(fields));
    }

    private static String required(JsonFields fields, String name) {
        return fields.text(name).orElseThrow(() -> new InvalidRequest(name, name + " is missing"));
    }

    private FileId input(String text) {
        Optional<StoredFile> file = FileId.parse(text).flatMap(files::find);
        if (file.isEmpty()) {
            throw new InvalidRequest(
                    "input_file_id", "No such File object: " + InvalidRequest.shown(text));
        }
        if (!file.get().purpose().equals(PURPOSE)) {
            throw new InvalidRequest(
                    "input_file_id",
                    "the purpose of %s must be %s: %s"
                            .formatted(text, PURPOSE, file.get().purpose()));
        }
        return file.get().id();
    }

    private static String endpoint(String text) {
        if (!RelayedPath.ofBatches().contains(text)) {
            throw new InvalidRequest(
                    "endpoint",
                    "endpoint must be one of %s: %s"
                            .formatted(RelayedPath.ofBatches(), InvalidRequest.shown(text)));
        }
        return text;
    }

    private RequestOrder.Window window(String text) {
        Matcher parts = WINDOW.matcher(text);
        Duration length = parts.matches() ? length(parts) : Duration.ZERO;
        if (length.isZero() || length.compareTo(LONGEST_WINDOW) > 0) {
            throw new InvalidRequest(
                    "completion_window",
                    "completion_window must be minutes, hours or days up to 30d, such as 24h: "
                            + InvalidRequest.shown(text));
        }
        return RequestOrder.Window.of(text, length, now);
    }

    private static Duration length(Matcher parts) {
        long number = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    private static Map<String, String> metadata(JsonFields fields) {
        Map<String, String> notes = new LinkedHashMap<>();
        fields.value("metadata")
                .ifPresent(given -> {
                    if (!given.isObject() || given.size() > MOST_NOTES) {
                        throw new InvalidRequest(
                                "metadata",
                                "metadata must be an object of at most %d members: %s"
                                        .formatted(MOST_NOTES, InvalidRequest.shown(given)));
                    }
                    given.properties()
                            .forEach(one ->
                                    notes.put(one.getKey(), note(one.getKey(), one.getValue())));
                });
        return notes;
    }

    private static String note(String key, JsonNode value) {
        if (key.length() > LONGEST_KEY
                || !value.isTextual()
                || value.asText().length() > LONGEST_NOTE
                || (key + value.asText()).indexOf('\0') >= 0) {
            throw new InvalidRequest(
                    "metadata." + InvalidRequest.shown(key),
                    "metadata must have keys of %d and strings of %d characters at most: %s"
                            .formatted(LONGEST_KEY, LONGEST_NOTE, InvalidRequest.shown(value)));
        }
        return value.asText();
    }
}
