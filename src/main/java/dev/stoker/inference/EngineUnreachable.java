package dev.stoker.inference;

/// An engine gave no answer: refused, reset or too late. The request may be tried again.
public final class EngineUnreachable extends Exception {
    private static final long serialVersionUID = 1L;

    public EngineUnreachable(String message, Throwable cause) {
        super(message, cause);
    }
}
