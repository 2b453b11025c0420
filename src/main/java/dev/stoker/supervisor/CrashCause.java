package dev.stoker.supervisor;

/// Why an engine died.
public enum CrashCause {
    BAD_FLAG(true),
    WEIGHTS_MISSING(true),
    PROGRAM_MISSING(true),
    BUILD_FAILED(true),
    GPUS_MISSING(true),
    /// Somebody else computes there, and leaves too little memory.
    GPU_TAKEN(false),
    PORT_TAKEN(false),
    OUT_OF_MEMORY_AT_LOAD(true),
    OUT_OF_MEMORY(false),
    GPU_ERROR(false),
    KILLED_BY_HOST(false),
    /// A process behind the front end ended, and did not say why.
    WORKER_DIED(false),
    START_TIMEOUT(false),
    HUNG(false),
    /// Asleep, and its GPU memory did not come back to it.
    NOT_WOKEN(false),
    UNKNOWN(false);

    private final boolean configuration;

    CrashCause(boolean configuration) {
        this.configuration = configuration;
    }

    /// Starting again would end the same way: someone must change the configuration first.
    public boolean isConfiguration() {
        return configuration;
    }

    /// The word in logs, metrics and answers: `bad-flag`.
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
