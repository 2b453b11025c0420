package dev.stoker.summarize.input;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The forms that EDGAR takes, each also as an amendment (`10-K/A`).
public final class FormTypes {
    private static final String AMENDMENT = "/A";
    private static final Set<String> KNOWN = read();

    private FormTypes() {}

    public static boolean exists(String form) {
        return KNOWN.contains(original(form));
    }

    /// The form that someone may have meant.
    public static Optional<String> nearest(String form) {
        return Nearest.to(original(form), KNOWN)
                .map(known -> form.endsWith(AMENDMENT) ? known + AMENDMENT : known);
    }

    /// @throws InvalidRequest when there is no such form
    public static String check(String param, String form) {
        if (!exists(form)) {
            throw new InvalidRequest(
                    param,
                    "EDGAR has no form \"%s\"%s"
                            .formatted(
                                    InvalidRequest.shown(form),
                                    nearest(form)
                                            .map(known -> "; the nearest is \"" + known + "\"")
                                            .orElse("")));
        }
        return form;
    }

    private static String original(String form) {
        return form.endsWith(AMENDMENT)
                ? form.substring(0, form.length() - AMENDMENT.length())
                : form;
    }

    private static Set<String> read() {
        try (InputStream lines = FormTypes.class.getResourceAsStream("form-types.txt")) {
            if (lines == null) {
                throw new IllegalStateException("form-types.txt is not in the package");
            }
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
