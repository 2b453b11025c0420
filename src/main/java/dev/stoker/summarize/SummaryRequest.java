package dev.stoker.summarize;

import dev.stoker.batch.job.FileId;
import dev.stoker.edgar.select.Wanted;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// Filings to summarise, and how.
///
/// @param wanted of those filings, and which text of them
/// @param model as the client named it
public record SummaryRequest(
        Source source, Wanted wanted, Optional<String> model, Prompt prompt, Delivery delivery) {
    public SummaryRequest(Source source, Wanted wanted, Optional<String> model, Prompt prompt) {
        this(source, wanted, model, prompt, Delivery.DEFAULT);
    }

    /// How the summaries come about and who is told of them.
    ///
    /// @param cache whether a summary of an earlier job will do
    /// @param callback is told of the job's end
    public record Delivery(boolean cache, Optional<URI> callback) {
        public static final Delivery DEFAULT = new Delivery(true, Optional.empty());
    }

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

    /// Filings of a file that was uploaded before.
    public record Uploaded(FileId file) implements Source {}

    /// A filing that the request brought along.
    public record Filing(Identity identity, String text) {}
}
