package dev.stoker.summarize;

import dev.stoker.edgar.select.Wanted;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Consumer;

/// The filings of a day: a seam to EDGAR.
public interface FilingSource {

    /// Hands over every wanted filing of that day as it is read, and what could not be read; none
    /// on a day without data.
    ///
    /// @throws IOException when the day could not be had, or broke off; what was handed over holds
    void read(LocalDate day, Wanted wanted, Consumer<Member> sink)
            throws IOException, InterruptedException;

    /// One submission of a day.
    ///
    /// @param name of the file that held it
    record Member(String name, Content content) {}

    sealed interface Content {}

    /// @param text of the wanted kind, where it has one
    record Filing(Identity identity, Optional<String> text) implements Content {}

    record Unreadable(String reason) implements Content {}
}
