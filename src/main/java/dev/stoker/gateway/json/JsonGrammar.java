package dev.stoker.gateway.json;

import java.util.BitSet;

/// Follows JSON as it arrives, byte by byte, and keeps only what its reader wants.
final class JsonGrammar {
    /// Hears of names and values in their order.
    interface Reader {
        /// A member's name begins, that many levels deep.
        ///
        /// @return whether its text is wanted
        boolean nameBegins(int depth);

        /// A value begins, with that byte and that many levels deep.
        ///
        /// @return whether its text is wanted, if it is a string
        boolean valueBegins(byte first, int depth);

        /// A wanted name or string has ended.
        ///
        /// @param text with its escapes as they were written
        void ended(String text, boolean name);

        /// Whether the rest need not be read.
        boolean done();
    }

    private enum Want {
        VALUE,
        VALUE_OR_END,
        NAME,
        NAME_OR_END,
        COLON,
        COMMA_OR_END,
        STRING,
        WORD,
        NUMBER,
        NOTHING
    }

    /// Deeper nesting is refused: engines refuse it too, and it only serves to hurt.
    private static final int DEEPEST = 512;

    private final Reader reader;
    private final JsonString string = new JsonString();
    private final JsonNumber number = new JsonNumber();

    /// One bit a level: set in an object, clear in a list.
    private final BitSet objects = new BitSet();

    private Want want = Want.VALUE;
    private int depth;
    private boolean name;
    private String word = "";
    private int seen;
    private int now;

    JsonGrammar(Reader reader) {
        this.reader = reader;
    }

    /// Takes bytes until there are no more, one is wrong, or the reader is done.
    ///
    /// @return how many were taken
    int feed(byte[] bytes, int length) {
        int at = 0;
        while (at < length && !reader.done()) {
            at = string.skip(bytes, at, length);
            now = at;
            if (at == length || !take(bytes[at])) {
                return at;
            }
            at++;
        }
        return at;
    }

    /// The index of the byte that is looked at among those fed last.
    int at() {
        return now;
    }

    /// Whether the text may end here.
    boolean mayEnd() {
        return want == Want.NOTHING || (want == Want.NUMBER && depth == 0 && number.mayEnd());
    }

    private boolean take(byte b) {
        return switch (want) {
            case STRING -> string(b);
            case WORD -> word(b);
            case NUMBER -> number(b);
            default -> isSpace(b) || structure(b);
        };
    }

    private boolean structure(byte b) {
        return switch (want) {
            case VALUE -> value(b);
            case VALUE_OR_END -> b == ']' ? close() : value(b);
            case NAME -> b == '"' && beginName();
            case NAME_OR_END -> b == '}' ? close() : b == '"' && beginName();
            case COLON -> b == ':' && next(Want.VALUE);
            case COMMA_OR_END -> commaOrEnd(b, objects.get(depth));
            default -> false;
        };
    }

    private boolean value(byte b) {
        boolean wanted = reader.valueBegins(b, depth);
        return switch (b) {
            case '{' -> open(true, Want.NAME_OR_END);
            case '[' -> open(false, Want.VALUE_OR_END);
            case '"' -> beginString(false, wanted);
            case 't' -> beginWord("true");
            case 'f' -> beginWord("false");
            case 'n' -> beginWord("null");
            default -> number.begins(b) && next(Want.NUMBER);
        };
    }

    private boolean commaOrEnd(byte b, boolean object) {
        if (b == ',') {
            return next(object ? Want.NAME : Want.VALUE);
        }
        return b == (object ? '}' : ']') && close();
    }

    private boolean open(boolean object, Want first) {
        depth++;
        objects.set(depth, object);
        return depth <= DEEPEST && next(first);
    }

    private boolean close() {
        depth--;
        return valueEnded();
    }

    private boolean beginName() {
        return beginString(true, reader.nameBegins(depth));
    }

    private boolean beginString(boolean isName, boolean wanted) {
        name = isName;
        string.begin(wanted);
        return next(Want.STRING);
    }

    private boolean string(byte b) {
        return string.goesOn(b) && (!string.hasEnded() || stringEnded());
    }

    private boolean stringEnded() {
        if (string.isWanted()) {
            reader.ended(string.text(), name);
        }
        return name ? next(Want.COLON) : valueEnded();
    }

    private boolean beginWord(String expected) {
        word = expected;
        seen = 1;
        return next(Want.WORD);
    }

    private boolean word(byte b) {
        boolean right = b == word.charAt(seen);
        seen++;
        return right && (seen < word.length() || valueEnded());
    }

    /// A number has no end of its own: what follows it ends it.
    private boolean number(byte b) {
        return number.goesOn(b) || (number.mayEnd() && valueEnded() && take(b));
    }

    private boolean valueEnded() {
        return next(depth == 0 ? Want.NOTHING : Want.COMMA_OR_END);
    }

    private boolean next(Want next) {
        want = next;
        return true;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}
