package dev.stoker.edgar.sgml;

import dev.stoker.edgar.html.HtmlText;
import dev.stoker.edgar.text.FilingText;
import dev.stoker.edgar.text.Needle;
import dev.stoker.edgar.text.PlainText;
import dev.stoker.edgar.text.Span;
import dev.stoker.edgar.text.TextKind;
import dev.stoker.edgar.text.TextOptions;
import java.util.List;
import java.util.Optional;

/// What people read of a submission: its first document that is HTML, plain text or XML. Pictures,
/// PDFs and whatever else is uuencoded are passed over.
record MainDocument(TextKind kind, Span content) {
    private static final List<Needle> HTML =
            List.of(Needle.of("<html"), Needle.of("<HTML"), Needle.of("<!DOCTYPE html"));
    private static final int LOOKED_AT_BYTES = 1_000;

    static Optional<MainDocument> of(List<Document> documents) {
        return documents.stream().flatMap(document -> read(document).stream()).findFirst();
    }

    private static Optional<MainDocument> read(Document document) {
        return Wrapper.TEXT
                .content(document.raw())
                .filter(content -> !content.isEmpty() && !content.startsWith("begin "))
                .flatMap(content ->
                        kind(document, content).map(kind -> new MainDocument(kind, content)));
    }

    private static Optional<TextKind> kind(Document document, Span content) {
        return switch (document.extension()) {
            case "htm", "html", "xhtml" -> Optional.of(TextKind.HTML);
            case "xml" -> Optional.of(TextKind.XML);
            case "txt", "" -> Optional.of(looksLikeHtml(content) ? TextKind.HTML : TextKind.PLAIN);
            default -> Optional.empty();
        };
    }

    private static boolean looksLikeHtml(Span content) {
        Span beginning = content.slice(0, Math.min(content.length(), LOOKED_AT_BYTES));
        return HTML.stream().anyMatch(beginning::contains);
    }

    String text(TextOptions wanted) {
        return switch (kind) {
            case HTML -> HtmlText.of(content, wanted);
            case PLAIN -> PlainText.of(content, wanted);
            case XML -> FilingText.of(Wrapper.XML.content(content).orElse(content).strip(), wanted);
        };
    }
}
