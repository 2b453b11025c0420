package dev.stoker.summarize.input;

import dev.stoker.edgar.select.Amendments;
import dev.stoker.edgar.select.FilingFilter;
import dev.stoker.edgar.select.Wanted;
import dev.stoker.edgar.text.TextChoice;
import dev.stoker.edgar.text.TextOptions;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// Reads which filings are meant, and which text of them.
final class ReadWanted {
    private static final int FEWEST_TOKENS = 100;
    private static final int MOST_TOKENS = 131_072;
    private static final int MOST_CIKS = 10_000;

    /// More than nearly every token has, so that tokens decide where a text is cut.
    private static final int CHARACTERS_OF_A_TOKEN = 8;

    private ReadWanted() {}

    static Wanted from(JsonFields fields) {
        return new Wanted(filter(fields), text(fields));
    }

    /// The most tokens a text may have.
    static OptionalInt textTokens(JsonFields fields) {
        OptionalLong tokens = fields.integer("max_text_tokens", FEWEST_TOKENS, MOST_TOKENS);
        return tokens.isPresent() ? OptionalInt.of((int) tokens.getAsLong()) : OptionalInt.empty();
    }

    private static FilingFilter filter(JsonFields fields) {
        Set<String> forms = new LinkedHashSet<>();
        List<String> texts = fields.texts("forms");
        for (int i = 0; i < texts.size(); i++) {
            forms.add(FormTypes.check("forms[" + i + "]", texts.get(i)));
        }
        Amendments amendments = amendments(fields);
        checkAgree(forms, amendments);
        return new FilingFilter(forms, amendments, ciks(fields));
    }

    private static Amendments amendments(JsonFields fields) {
        return fields.flag("amendments")
                .map(wanted -> wanted ? Amendments.INCLUDED : Amendments.EXCLUDED)
                .orElse(Amendments.AS_NAMED);
    }

    private static void checkAgree(Set<String> forms, Amendments amendments) {
        if (amendments == Amendments.EXCLUDED) {
            forms.stream()
                    .filter(form -> form.endsWith("/A"))
                    .findFirst()
                    .ifPresent(form -> {
                        throw new InvalidRequest(
                                "amendments",
                                "amendments is false, but forms names the amendment \"%s\""
                                        .formatted(form));
                    });
        }
    }

    private static Set<Long> ciks(JsonFields fields) {
        List<Long> ciks = fields.integers("ciks", 1, ReadSummaryRequest.LARGEST_CIK);
        if (ciks.size() > MOST_CIKS) {
            throw new InvalidRequest(
                    "ciks", "ciks must hold at most %d: %d".formatted(MOST_CIKS, ciks.size()));
        }
        return new HashSet<>(ciks);
    }

    private static TextOptions text(JsonFields fields) {
        TextChoice choice =
                switch (fields.text("text").orElse("xml")) {
                    case "xml" -> TextChoice.XML;
                    case "best" -> TextChoice.BEST;
                    case String other ->
                            throw new InvalidRequest(
                                    "text",
                                    "text must be \"xml\" or \"best\": \"%s\""
                                            .formatted(InvalidRequest.shown(other)));
                };
        OptionalInt tokens = textTokens(fields);
        return new TextOptions(
                choice,
                tokens.isPresent()
                        ? CHARACTERS_OF_A_TOKEN * tokens.getAsInt()
                        : TextOptions.USUAL_CHARACTERS);
    }
}
