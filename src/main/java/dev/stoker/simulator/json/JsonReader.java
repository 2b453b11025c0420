package dev.stoker.simulator.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads RFC 8259 to the letter; of a name that comes twice the last value counts.
final class JsonReader {
    /// Deeper nesting is refused before it exhausts the stack.
    private static final int DEEPEST = 256;

    private final JsonCursor cursor;
    private int depth;

    JsonReader(String text) {
        this.cursor = new JsonCursor(text);
    }

    Json whole() throws JsonSyntax {
        Json value = value();
        cursor.skipSpace();
        if (!cursor.atEnd()) {
            throw cursor.wrong("end expected");
        }
        return value;
    }

    private Json value() throws JsonSyntax {
        cursor.skipSpace();
        return switch (cursor.peek()) {
            case '{' -> members();
            case '[' -> items();
            case '"' -> new Json.Text(cursor.string());
            case 't' -> cursor.word("true", new Json.Truth(true));
            case 'f' -> cursor.word("false", new Json.Truth(false));
            case 'n' -> cursor.word("null", new Json.Nothing());
            default -> cursor.numeral();
        };
    }

    private Json members() throws JsonSyntax {
        Map<String, Json> members = new LinkedHashMap<>();
        enter();
        if (!closes('}')) {
            do {
                cursor.skipSpace();
                String name = cursor.string();
                cursor.skipSpace();
                cursor.expect(':');
                members.put(name, value());
            } while (another('}'));
        }
        depth--;
        return new Json.Members(members);
    }

    private Json items() throws JsonSyntax {
        List<Json> items = new ArrayList<>();
        enter();
        if (!closes(']')) {
            do {
                items.add(value());
            } while (another(']'));
        }
        depth--;
        return new Json.Items(items);
    }

    private void enter() throws JsonSyntax {
        if (++depth > DEEPEST) {
            throw cursor.wrong("at most %d levels expected".formatted(DEEPEST));
        }
        cursor.advance();
    }

    private boolean closes(char end) {
        cursor.skipSpace();
        if (cursor.peek() != end) {
            return false;
        }
        cursor.advance();
        return true;
    }

    private boolean another(char end) throws JsonSyntax {
        if (closes(end)) {
            return false;
        }
        cursor.expect(',');
        return true;
    }
}
