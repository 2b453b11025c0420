package dev.stoker.edgar;

import dev.stoker.edgar.sgml.Header;
import dev.stoker.edgar.sgml.Party;
import dev.stoker.edgar.sgml.Submission;
import dev.stoker.edgar.text.TextKind;
import java.util.List;
import java.util.Optional;

/// What a submission says beyond the four fields of a filing: the period it reports on (as written,
/// yyyymmdd), everybody it names, and what its text was made of.
public record FilingFacts(
        Optional<String> period, List<Party> parties, Optional<TextKind> textKind) {
    static final FilingFacts NONE = new FilingFacts(Optional.empty(), List.of(), Optional.empty());

    public FilingFacts {
        parties = List.copyOf(parties);
    }

    static FilingFacts of(Submission submission) {
        Header header = submission.header();
        return new FilingFacts(
                header.period(), header.parties(), submission.text().map(Submission.Text::kind));
    }
}
