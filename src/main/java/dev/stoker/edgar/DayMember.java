package dev.stoker.edgar;

/// One member of a day: a filing, or the reason why it could not be read.
public sealed interface DayMember {
    /// The file name in the archive, without folders.
    String name();

    /// A member that is a filing.
    record Read(String name, Filing filing) implements DayMember {}

    /// A member that is none; `reason` is one line for the report.
    record Unreadable(String name, String reason) implements DayMember {}
}
