package dev.stoker.edgar.sgml;

import java.util.Optional;

/// Somebody a header names: what it is to the filing, its CIK as written, its name.
public record Party(Role role, Optional<String> cik, Optional<String> name) {
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
