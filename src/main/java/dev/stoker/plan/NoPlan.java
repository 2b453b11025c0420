package dev.stoker.plan;

/// Why nothing can be said of a model's memory: which fact is missing, and where it was looked for.
public final class NoPlan extends RuntimeException {
    public NoPlan(String message) {
        super(message);
    }

    NoPlan(String message, Throwable cause) {
        super(message, cause);
    }
}
