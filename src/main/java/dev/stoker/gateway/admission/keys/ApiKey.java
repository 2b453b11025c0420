package dev.stoker.gateway.admission.keys;

import java.util.regex.Pattern;

/// A client that may come in.
///
/// @param name for logs, metrics and limits; no secret
public record ApiKey(String name, KeyHash hash, Allowance allowance) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    public ApiKey {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a key's name must match " + NAME + ": " + name);
        }
    }
}
