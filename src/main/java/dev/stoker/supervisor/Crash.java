package dev.stoker.supervisor;

import java.time.Instant;

/// One end of an engine that nobody asked for.
///
/// @param detail for a person: the exit status and the log line that explains it
public record Crash(CrashCause cause, String detail, Instant at) {}
