package dev.stoker.edgar.text;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.regex.Pattern;

/// Decodes the uuencoded form in which binary documents travel inside a submission. Forgives
/// padding that got lost or doubled on the way, as EDGAR's own files need it.
public final class Uuencoding {
    private static final Pattern BEGIN = Pattern.compile("begin [0-7]+ .*", Pattern.DOTALL);

    private Uuencoding() {}

    /// The decoded bytes, or empty when there is no valid `begin` line, no `end` line, or an
    /// illegal character in between.
    public static Optional<Span> decode(Span text) {
        int at = afterBegin(text);
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
        while (at >= 0 && at < text.length()) {
            int end = text.lineEnd(at);
            Span line = text.slice(at, end);
            if (line.strip().text().equals("end")) {
                return Optional.of(Span.of(out.toByteArray(), out.size()));
            }
            if (!decodeLine(line, out)) {
                return Optional.empty();
            }
            at = afterLineEnd(text, end);
        }
        return Optional.empty();
    }

    private static int afterBegin(Span text) {
        int at = 0;
        while (at < text.length()) {
            int end = text.lineEnd(at);
            boolean begins = BEGIN.matcher(text.slice(at, end).text()).matches();
            at = afterLineEnd(text, end);
            if (begins) {
                return at;
            }
        }
        return -1;
    }

    private static int afterLineEnd(Span text, int end) {
        boolean both = end + 1 < text.length() && text.at(end) == '\r' && text.at(end + 1) == '\n';
        return end + (both ? 2 : 1);
    }

    private static boolean decodeLine(Span line, ByteArrayOutputStream out) {
        int wanted = line.isEmpty() ? ('\n' - ' ') & 63 : (line.at(0) - ' ') & 63;
        int needed = 1 + (wanted * 8 + 5) / 6;
        int kept = 0;
        int bits = 0;
        for (int i = 1; i < needed; i++) {
            int six = sixBits(line, i);
            if (six < 0) {
                return false;
            }
            kept = (kept << 6) | six;
            bits += 6;
            if (bits >= 8) {
                bits -= 8;
                out.write(kept >> bits);
                kept &= (1 << bits) - 1;
            }
        }
        return true;
    }

    /// Six bits of one character; blanks eaten at the end of the line count as zero, and a backtick
    /// is the zero of some encoders. -1 when the character is illegal.
    private static int sixBits(Span line, int index) {
        if (index >= line.length()) {
            return 0;
        }
        int character = line.at(index);
        return character < ' ' || character > ' ' + 64 ? -1 : (character - ' ') & 63;
    }
}
