package dev.stoker.edgar.sgml;

import java.util.Optional;
import java.util.regex.Pattern;

/// Somebody a header names: what it is to the filing, its CIK as written, its name.
public record Party(Role role, Optional<String> cik, Optional<String> name) {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    /// The CIK as a number; empty where there is none or it is none.
    public Optional<Long> number() {
        return cik.filter(it -> NUMBER.matcher(it).matches()).map(Long::valueOf);
    }

    /// What a party is to a filing.
    public enum Role {
        FILER,
        FILED_BY,
        FILED_FOR,
        ISSUER,
        OWNER,
        SUBJECT
    }
}
