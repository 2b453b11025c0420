package dev.stoker.summarize;

import dev.stoker.edgar.select.Wanted;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// Filings to summarise, and how.
///
/// @param wanted of those filings, and which text of them
/// @param model as the client named it
public record SummaryRequest(Source source, Wanted wanted, Optional<String> model, Prompt prompt) {
    /// Where the filings come from.
    public sealed interface Source {}

    /// Every filing of some days of the EDGAR Feed, in the order of the list.
    public record Days(List<LocalDate> dates) implements Source {
        public Days {
            dates = List.copyOf(dates);
        }
    }

    /// Filings that the request brought along.
    public record Inline(List<Filing> filings) implements Source {
        public Inline {
            filings = List.copyOf(filings);
        }
    }

    /// A filing that the request brought along.
    public record Filing(Identity identity, String text) {}
}
