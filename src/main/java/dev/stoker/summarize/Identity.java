package dev.stoker.summarize;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.OptionalLong;

/// What tells one filing from another; any of it may be unknown.
///
/// @param cik of the filer
public record Identity(Optional<String> accessionNumber, Optional<String> form, OptionalLong cik) {
    public static final Identity UNKNOWN =
            new Identity(Optional.empty(), Optional.empty(), OptionalLong.empty());

    private static final int LONGEST = 100;

    public Identity {
        accessionNumber = accessionNumber.map(Identity::tidy);
        form = form.map(Identity::tidy);
    }

    /// Headers come from outside: what no accession number holds must not reach the database.
    static String tidy(String value) {
        return value.chars()
                .filter(c -> !Character.isISOControl(c) && !Character.isSurrogate((char) c))
                .limit(LONGEST)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /// A JSON object of what is known.
    String attributes() {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        accessionNumber.ifPresent(value -> object.put("accession_number", value));
        form.ifPresent(value -> object.put("form", value));
        cik.ifPresent(value -> object.put("cik", value));
        return object.toString();
    }
}
