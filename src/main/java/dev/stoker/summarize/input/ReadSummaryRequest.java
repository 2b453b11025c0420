package dev.stoker.summarize.input;

import dev.stoker.summarize.Identity;
import dev.stoker.summarize.Prompt;
import dev.stoker.summarize.SummaryRequest;
import dev.stoker.summarize.SummaryRequest.Filing;
import dev.stoker.summarize.SummaryRequest.Source;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads the body of a submission; the first mistake ends it with an [InvalidRequest].
public final class ReadSummaryRequest {
    private static final List<String> SOURCES =
            List.of("lookback", "dates", "from", "filings", "file");
    private static final Set<String> FIELDS =
            Set.of(
                    "lookback",
                    "dates",
                    "from",
                    "to",
                    "filings",
                    "file",
                    "webhook",
                    "cache",
                    "system_prompt",
                    "response_format",
                    "forms",
                    "amendments",
                    "ciks",
                    "text",
                    "max_text_tokens",
                    "model",
                    "prompt",
                    "max_tokens",
                    "temperature",
                    "top_p");
    private static final Set<String> FILING_FIELDS =
            Set.of("accession_number", "form", "cik", "text");
    private static final int MOST_TOKENS = 1_000_000;
    private static final int LONGEST_NAME = 100;
    static final long LARGEST_CIK = 9_999_999_999L;

    private final ReadDates days;

    /// @param today in Eastern Time, by which EDGAR counts its days
    public ReadSummaryRequest(LocalDate today) {
        this.days = new ReadDates(today);
    }

    public SummaryRequest from(String body) {
        JsonFields fields = JsonFields.parse(body, FIELDS);
        return new SummaryRequest(
                source(fields),
                ReadWanted.from(fields),
                fields.text("model"),
                prompt(fields),
                ReadDelivery.from(fields));
    }

    private Source source(JsonFields fields) {
        List<String> given = SOURCES.stream().filter(fields::has).sorted().toList();
        if (given.size() > 1) {
            throw new InvalidRequest(
                    given.get(1),
                    "only one of %s may be given: %s".formatted(String.join(", ", SOURCES), given));
        }
        if (fields.has("file")) {
            return new SummaryRequest.Uploaded(ReadDelivery.file(fields));
        }
        return fields.has("filings")
                ? new SummaryRequest.Inline(filings(fields))
                : new SummaryRequest.Days(days.from(fields));
    }

    private static List<Filing> filings(JsonFields fields) {
        List<Filing> filings = new ArrayList<>();
        Map<String, String> places = new HashMap<>();
        for (JsonFields one : fields.objects("filings", FILING_FIELDS)) {
            Filing filing = filing(one);
            filing.identity()
                    .accessionNumber()
                    .ifPresent(number -> checkNew(one.place("accession_number"), number, places));
            filings.add(filing);
        }
        return filings;
    }

    private static void checkNew(String place, String number, Map<String, String> places) {
        String earlier = places.putIfAbsent(number, place);
        if (earlier != null) {
            throw new InvalidRequest(
                    place, "%s is the same as %s: %s".formatted(place, earlier, number));
        }
    }

    /// A filing that stands alone: a line of an uploaded file.
    public static Filing filing(String json) {
        return filing(JsonFields.parse(json, FILING_FIELDS));
    }

    private static Filing filing(JsonFields fields) {
        String text = fields.text("text").orElse("");
        if (text.isBlank()) {
            String place = fields.place("text");
            throw new InvalidRequest(
                    place,
                    fields.has("text")
                            ? place + " must not be blank: \"" + InvalidRequest.shown(text) + "\""
                            : place + " is missing");
        }
        Identity identity =
                new Identity(
                        fields.text("accession_number")
                                .map(name -> name(fields.place("accession_number"), name)),
                        fields.text("form")
                                .map(form -> FormTypes.check(fields.place("form"), form)),
                        fields.integer("cik", 1, LARGEST_CIK));
        return new Filing(identity, text);
    }

    private static String name(String place, String value) {
        boolean fits =
                !value.isBlank()
                        && value.length() <= LONGEST_NAME
                        && value.chars().allMatch(c -> c > ' ' && c < 127);
        if (!fits) {
            throw new InvalidRequest(
                    place,
                    "%s must be 1 to %d visible ASCII characters: \"%s\""
                            .formatted(place, LONGEST_NAME, InvalidRequest.shown(value)));
        }
        return value;
    }

    private static Prompt prompt(JsonFields fields) {
        String template = fields.text("prompt").orElse(Prompt.DEFAULT.template());
        if (!template.contains(Prompt.PLACEHOLDER)) {
            throw new InvalidRequest(
                    "prompt",
                    "prompt must hold %s where the filing's text goes: %s"
                            .formatted(Prompt.PLACEHOLDER, InvalidRequest.shown(template)));
        }
        return new Prompt(
                template,
                (int)
                        fields.integer("max_tokens", 1, MOST_TOKENS)
                                .orElse(Prompt.DEFAULT.maxTokens()),
                fields.number("temperature", 0, 2),
                fields.number("top_p", 0, 1),
                ReadDelivery.frame(fields));
    }
}
