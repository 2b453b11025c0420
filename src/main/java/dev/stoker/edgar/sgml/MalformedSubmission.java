package dev.stoker.edgar.sgml;

/// A submission that cannot be read; the message says what is wrong with it, in one line.
public final class MalformedSubmission extends Exception {
    private static final long serialVersionUID = 1;

    public MalformedSubmission(String reason) {
        super(reason);
    }
}
