package dev.stoker.edgar;

import dev.stoker.edgar.sgml.Header;
import java.util.Optional;
import java.util.OptionalLong;

/// One filing as read from the Feed. `text` is the cleaned and cut primary XML document; a filing
/// that has none is dropped by those who need text.
public record Filing(
        Optional<String> accessionNumber,
        Optional<String> form,
        OptionalLong cik,
        Optional<String> text) {
    static final Filing UNKNOWN =
            new Filing(Optional.empty(), Optional.empty(), OptionalLong.empty(), Optional.empty());

    static Filing of(Header header, Optional<String> text) {
        OptionalLong cik =
                header.cik()
                        .map(Long::parseLong)
                        .map(OptionalLong::of)
                        .orElse(OptionalLong.empty());
        return new Filing(header.accessionNumber(), header.form(), cik, text);
    }

    Filing withoutCik() {
        return new Filing(accessionNumber, form, OptionalLong.empty(), text);
    }
}
