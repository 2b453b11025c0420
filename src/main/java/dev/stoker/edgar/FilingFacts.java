package dev.stoker.edgar;

import dev.stoker.edgar.sgml.Header;
import dev.stoker.edgar.sgml.Party;
import java.util.List;
import java.util.Optional;

/// What a header says beyond the four fields of a filing: the period it reports on (as written,
/// yyyymmdd) and everybody it names.
public record FilingFacts(Optional<String> period, List<Party> parties) {
    static final FilingFacts NONE = new FilingFacts(Optional.empty(), List.of());

    public FilingFacts {
        parties = List.copyOf(parties);
    }

    static FilingFacts of(Header header) {
        return new FilingFacts(header.period(), header.parties());
    }
}
