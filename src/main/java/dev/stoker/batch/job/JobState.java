package dev.stoker.batch.job;

import java.util.Locale;

/// Where a job stands.
///
/// ```
/// queued ─first item─► running ─last item─► completed, or failed when none was answered
///   └────────┬───────────┘
///          DELETE ─► cancelling ─last running item─► cancelled
/// ```
public enum JobState {
    QUEUED,
    RUNNING,
    COMPLETED,
    FAILED,
    CANCELLING,
    CANCELLED;

    /// Nothing of it will change any more.
    public boolean isFinal() {
        return this == COMPLETED || this == FAILED || this == CANCELLED;
    }

    /// The word in tables and answers: `running`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static JobState of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
