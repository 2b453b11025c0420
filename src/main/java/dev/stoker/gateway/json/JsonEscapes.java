package dev.stoker.gateway.json;

/// Resolves the escapes of a JSON string that is known to be well-formed.
final class JsonEscapes {
    private JsonEscapes() {}

    static String resolve(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder resolved = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\\' && at + 1 < text.length()) {
                at = escape(text, at + 1, resolved);
            } else {
                resolved.append(c);
                at++;
            }
        }
        return resolved.toString();
    }

    private static int escape(String text, int at, StringBuilder resolved) {
        char c = text.charAt(at);
        if (c == 'u' && at + 5 <= text.length()) {
            resolved.append((char) Integer.parseInt(text, at + 1, at + 5, 16));
            return at + 5;
        }
        resolved.append(
                switch (c) {
                    case 'b' -> '\b';
                    case 'f' -> '\f';
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    case 't' -> '\t';
                    default -> c;
                });
        return at + 1;
    }
}
