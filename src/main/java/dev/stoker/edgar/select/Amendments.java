package dev.stoker.edgar.select;

/// What becomes of amendments, whose form ends in `/A`.
public enum Amendments {
    /// They are forms like others: wanted where named, or where no form is.
    AS_NAMED,
    /// Each named form is wanted with its amendment.
    INCLUDED,
    /// None is wanted.
    EXCLUDED
}
