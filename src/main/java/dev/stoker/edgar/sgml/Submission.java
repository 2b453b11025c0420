package dev.stoker.edgar.sgml;

import dev.stoker.edgar.text.CanonicalBytes;
import dev.stoker.edgar.text.FilingText;
import dev.stoker.edgar.text.Span;
import dev.stoker.edgar.text.TextKind;
import dev.stoker.edgar.text.TextOptions;
import dev.stoker.edgar.text.Uuencoding;
import java.util.Optional;

/// A submission read: its header; its text, cleaned and cut, if it has one; and what is wrong with
/// its primary XML document, if it has one that cannot be read.
public record Submission(Header header, Optional<Text> text, Optional<String> problem) {
    /// A text and what it was made of.
    public record Text(TextKind kind, String value) {
        static Text ofXml(Span xml, TextOptions wanted) {
            return new Text(TextKind.XML, FilingText.of(xml, wanted));
        }
    }

    /// Reads the first `length` bytes of `data`, which nobody may change meanwhile.
    public static Submission read(byte[] data, int length, TextOptions wanted)
            throws MalformedSubmission {
        if (length == 0) {
            throw new MalformedSubmission("empty file");
        }
        Dialect dialect = Dialect.of(Span.of(data, length));
        Parts parts = dialect.cut(CanonicalBytes.of(data, length));
        checkCik(parts.header());
        Optional<Span> content =
                parts.primaryXml()
                        .flatMap(document -> Wrapper.unwrap(document.raw()))
                        .filter(unwrapped -> !unwrapped.isEmpty());
        if (content.isPresent() && content.get().startsWith("begin")) {
            return decoded(parts.header(), content.get(), wanted);
        }
        return readable(
                parts.header(),
                content.map(xml -> Text.ofXml(xml, wanted)).or(() -> instead(parts, wanted)));
    }

    private static Optional<Text> instead(Parts parts, TextOptions wanted) {
        return switch (wanted.choice()) {
            case XML -> Optional.empty();
            case BEST ->
                    MainDocument.of(parts.documents())
                            .map(main -> new Text(main.kind(), main.text(wanted)))
                            .filter(text -> !text.value().isEmpty());
        };
    }

    private static void checkCik(Header header) throws MalformedSubmission {
        if (header.cik().isPresent() && !header.cik().get().matches("[0-9]{1,18}")) {
            throw new MalformedSubmission("CIK is not a number: " + header.cik().get());
        }
    }

    private static Submission decoded(Header header, Span content, TextOptions wanted) {
        Optional<Span> xml = Uuencoding.decode(content);
        if (xml.isEmpty()) {
            return unreadable(header, "primary document is not valid uuencoding");
        }
        if (!xml.get().isUtf8()) {
            return unreadable(header, "primary document is not UTF-8 after uudecoding");
        }
        return readable(
                header,
                xml.filter(decoded -> !decoded.isEmpty())
                        .map(decoded -> Text.ofXml(decoded, wanted)));
    }

    private static Submission readable(Header header, Optional<Text> text) {
        return new Submission(header, text, Optional.empty());
    }

    private static Submission unreadable(Header header, String problem) {
        return new Submission(header, Optional.empty(), Optional.of(problem));
    }
}
