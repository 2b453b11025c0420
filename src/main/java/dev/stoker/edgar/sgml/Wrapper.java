package dev.stoker.edgar.sgml;

import dev.stoker.edgar.text.Needle;
import dev.stoker.edgar.text.Span;
import java.util.List;
import java.util.Optional;

/// A pair of tags around the content of a document; documents nest them, the innermost counts.
record Wrapper(Needle opening, Needle closing) {
    static final Wrapper TEXT = of("TEXT");
    static final Wrapper XML = of("XML");

    private static final List<Wrapper> INNERMOST_FIRST = List.of(of("PDF"), of("XBRL"), XML, TEXT);

    private static Wrapper of(String tag) {
        return new Wrapper(Needle.of("<" + tag + ">"), Needle.of("</" + tag + ">"));
    }

    /// What a document holds inside its innermost pair, without white space around it.
    static Optional<Span> unwrap(Span document) {
        return INNERMOST_FIRST.stream()
                .flatMap(wrapper -> wrapper.content(document).stream())
                .findFirst();
    }

    /// What stands inside the first pair of these tags, without white space around it.
    Optional<Span> content(Span document) {
        int opened = document.find(opening, 0);
        int start = opened + opening.length();
        int closed = opened < 0 ? -1 : document.find(closing, start);
        return closed < 0 ? Optional.empty() : Optional.of(document.slice(start, closed).strip());
    }
}
