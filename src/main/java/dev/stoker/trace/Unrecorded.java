package dev.stoker.trace;

/// A span that nobody will see.
///
/// @param traceparent tells others that nobody wants to see theirs; empty to leave it to them
public record Unrecorded(String traceparent) implements Span {
    @Override
    public boolean isRecorded() {
        return false;
    }

    @Override
    public Span child(Kind kind, String name) {
        return this;
    }

    @Override
    public Span child(Kind kind, String name, long since) {
        return this;
    }

    @Override
    public Span rename(String name) {
        return this;
    }

    @Override
    public Span set(String key, String value) {
        return this;
    }

    @Override
    public Span set(String key, long value) {
        return this;
    }

    @Override
    public void event(String name, long at) {}

    @Override
    public void fail(String type, String detail) {}

    @Override
    public void end() {}
}
