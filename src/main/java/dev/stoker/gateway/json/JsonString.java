package dev.stoker.gateway.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/// Follows one JSON string behind its opening quote, and keeps its text if that is wanted.
final class JsonString {
    /// Of a longer text the rest is not kept.
    private static final int LONGEST = 4096;

    private enum Part {
        PLAIN,
        ESCAPE,
        HEX,
        END
    }

    private final ByteArrayOutputStream text = new ByteArrayOutputStream(64);
    private Part part = Part.END;
    private boolean wanted;
    private int hexDigits;

    void begin(boolean isWanted) {
        wanted = isWanted;
        text.reset();
        part = Part.PLAIN;
    }

    /// Takes the next byte, the closing quote included.
    ///
    /// @return false when no string goes on like that
    boolean goesOn(byte b) {
        return switch (part) {
            case PLAIN -> b == '"' ? to(Part.END) : isText(b) && keep(b) && plain(b);
            case ESCAPE -> keep(b) && escape(b);
            case HEX -> keep(b) && hex(b);
            case END -> false;
        };
    }

    boolean hasEnded() {
        return part == Part.END;
    }

    boolean isWanted() {
        return wanted;
    }

    /// What was kept, with its escapes as they were written.
    String text() {
        return text.toString(UTF_8);
    }

    /// The first byte from there on that is not plain text, where nobody wants the text.
    int skip(byte[] bytes, int from, int length) {
        return part == Part.PLAIN && !wanted ? PlainText.end(bytes, from, length) : from;
    }

    private boolean plain(byte b) {
        return b != '\\' || to(Part.ESCAPE);
    }

    private boolean escape(byte b) {
        hexDigits = 0;
        return b == 'u' ? to(Part.HEX) : "\"\\/bfnrt".indexOf(b) >= 0 && to(Part.PLAIN);
    }

    private boolean hex(byte b) {
        hexDigits++;
        return Character.digit(b, 16) >= 0 && (hexDigits < 4 || to(Part.PLAIN));
    }

    private boolean keep(byte b) {
        if (wanted && text.size() < LONGEST) {
            text.write(b);
        }
        return true;
    }

    private boolean to(Part next) {
        part = next;
        return true;
    }

    /// Bytes of UTF-8 beyond ASCII are negative; only control characters must be escaped.
    private static boolean isText(byte b) {
        return b >= ' ' || b < 0;
    }
}
