package dev.stoker.simulator.json;

/// A position in a text and what can be read from there: strings, numbers, single characters.
final class JsonCursor {
    private final String text;
    private int at;

    JsonCursor(String text) {
        this.text = text;
    }

    boolean atEnd() {
        return at == text.length();
    }

    void advance() {
        at++;
    }

    String string() throws JsonSyntax {
        expect('"');
        int start = at;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                return text.substring(start, at++);
            }
            if (c == '\\') {
                return escapedString(new StringBuilder(text.substring(start, at)));
            }
            refuseControl(c);
            at++;
        }
        throw wrong("'\"' expected");
    }

    private String escapedString(StringBuilder read) throws JsonSyntax {
        while (at < text.length()) {
            char c = text.charAt(at);
            refuseControl(c);
            at++;
            if (c == '"') {
                return read.toString();
            }
            read.append(c == '\\' ? escaped() : c);
        }
        throw wrong("'\"' expected");
    }

    private char escaped() throws JsonSyntax {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hexadecimal();
            default -> {
                at--;
                throw wrong("escape expected");
            }
        };
    }

    private char hexadecimal() throws JsonSyntax {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(peek(), 16);
            if (digit < 0 || peek() > 'f') {
                throw wrong("hexadecimal digit expected");
            }
            code = code * 16 + digit;
            at++;
        }
        return (char) code;
    }

    Json numeral() throws JsonSyntax {
        int start = at;
        accept('-');
        if (!accept('0')) {
            digits();
        }
        if (accept('.')) {
            digits();
        }
        if (accept('e') || accept('E')) {
            if (!accept('+')) {
                accept('-');
            }
            digits();
        }
        return new Json.Numeral(Double.parseDouble(text.substring(start, at)));
    }

    private void digits() throws JsonSyntax {
        if (!isDigit(peek())) {
            throw wrong("value expected");
        }
        while (isDigit(peek())) {
            at++;
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    Json word(String word, Json value) throws JsonSyntax {
        if (!text.startsWith(word, at)) {
            throw wrong("value expected");
        }
        at += word.length();
        return value;
    }

    private void refuseControl(char c) throws JsonSyntax {
        if (c < ' ') {
            throw wrong("escaped control character expected");
        }
    }

    boolean accept(char c) {
        if (peek() != c) {
            return false;
        }
        at++;
        return true;
    }

    void expect(char c) throws JsonSyntax {
        if (!accept(c)) {
            throw wrong("'%c' expected".formatted(c));
        }
    }

    /// The next character, or NUL at the end, which no rule accepts.
    char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    void skipSpace() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    JsonSyntax wrong(String expected) {
        return new JsonSyntax(expected, at);
    }
}
