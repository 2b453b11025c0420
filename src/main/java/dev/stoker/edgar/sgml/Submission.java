package dev.stoker.edgar.sgml;

import dev.stoker.edgar.text.CanonicalBytes;
import dev.stoker.edgar.text.FilingText;
import dev.stoker.edgar.text.Span;
import dev.stoker.edgar.text.Uuencoding;
import java.util.Optional;

/// A submission read: its header, the text of its primary XML document, cleaned and cut, if it has
/// one; and what is wrong with that document, if it has one that cannot be read.
public record Submission(Header header, Optional<String> text, Optional<String> problem) {
    /// Reads the first `length` bytes of `data`, which nobody may change meanwhile.
    public static Submission read(byte[] data, int length) throws MalformedSubmission {
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
        return content.isPresent() && content.get().startsWith("begin")
                ? decoded(parts.header(), content.get())
                : new Submission(parts.header(), content.map(FilingText::of), Optional.empty());
    }

    private static void checkCik(Header header) throws MalformedSubmission {
        if (header.cik().isPresent() && !header.cik().get().matches("[0-9]{1,18}")) {
            throw new MalformedSubmission("CIK is not a number: " + header.cik().get());
        }
    }

    private static Submission decoded(Header header, Span content) {
        Optional<Span> xml = Uuencoding.decode(content);
        if (xml.isEmpty()) {
            return unreadable(header, "primary document is not valid uuencoding");
        }
        if (!xml.get().isUtf8()) {
            return unreadable(header, "primary document is not UTF-8 after uudecoding");
        }
        Optional<Span> notEmpty = xml.filter(decoded -> !decoded.isEmpty());
        return new Submission(header, notEmpty.map(FilingText::of), Optional.empty());
    }

    private static Submission unreadable(Header header, String problem) {
        return new Submission(header, Optional.empty(), Optional.of(problem));
    }
}
