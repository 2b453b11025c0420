package dev.stoker.app.command;

import dev.stoker.edgar.select.Amendments;
import dev.stoker.edgar.select.FilingFilter;
import dev.stoker.edgar.select.Wanted;
import dev.stoker.edgar.text.TextChoice;
import dev.stoker.edgar.text.TextOptions;
import dev.stoker.summarize.input.FormTypes;
import dev.stoker.summarize.input.InvalidRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// Which filings, and which text of them.
final class FilterOptions {
    @Option(
            names = "--form",
            paramLabel = "FORM",
            description = "only filings of this form; may be repeated")
    private List<String> forms = List.of();

    @Option(
            names = "--amendments",
            negatable = true,
            description = "with each named form its amendment, or no amendment at all")
    private Optional<Boolean> amendments = Optional.empty();

    @Option(
            names = "--cik",
            paramLabel = "CIK",
            description =
                    "only filings that name this filer, issuer, owner or subject; may be repeated")
    private List<Long> ciks = List.of();

    @Option(
            names = "--text-source",
            paramLabel = "xml|best",
            defaultValue = "xml",
            description =
                    "best: also the main document of filings without XML; default: ${DEFAULT-VALUE}")
    private String source = "xml";

    /// @throws ParameterException when a value has no meaning
    Wanted wanted(CommandLine command) {
        try {
            forms.forEach(form -> FormTypes.check("--form", form));
        } catch (InvalidRequest e) {
            throw new ParameterException(command, String.valueOf(e.getMessage()), e);
        }
        Amendments meant =
                amendments
                        .map(yes -> yes ? Amendments.INCLUDED : Amendments.EXCLUDED)
                        .orElse(Amendments.AS_NAMED);
        return new Wanted(
                new FilingFilter(Set.copyOf(forms), meant, Set.copyOf(ciks)),
                new TextOptions(choice(command), TextOptions.USUAL_CHARACTERS));
    }

    private TextChoice choice(CommandLine command) {
        return switch (source) {
            case "xml" -> TextChoice.XML;
            case "best" -> TextChoice.BEST;
            default ->
                    throw new ParameterException(
                            command, "--text-source must be xml or best: " + source);
        };
    }
}
