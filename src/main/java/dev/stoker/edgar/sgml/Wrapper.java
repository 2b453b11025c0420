package dev.stoker.edgar.sgml;

import dev.stoker.edgar.text.Needle;
import dev.stoker.edgar.text.Span;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A pair of tags around the content of a document; documents nest them, the innermost counts.
record Wrapper(Needle opening, Needle closing) {
    private static final List<Wrapper> INNERMOST_FIRST =
            Stream.of("PDF", "XBRL", "XML", "TEXT").map(Wrapper::of).toList();

    private static Wrapper of(String tag) {
        return new Wrapper(Needle.of("<" + tag + ">"), Needle.of("</" + tag + ">"));
    }

    /// What a document holds inside its innermost pair, without white space around it.
    static Optional<Span> unwrap(Span document) {
        for (Wrapper wrapper : INNERMOST_FIRST) {
            int opened = document.find(wrapper.opening, 0);
            int start = opened + wrapper.opening.length();
            int closed = opened < 0 ? -1 : document.find(wrapper.closing, start);
            if (closed >= 0) {
                return Optional.of(document.slice(start, closed).strip());
            }
        }
        return Optional.empty();
    }
}
