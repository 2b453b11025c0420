package dev.stoker.trace;

/// One stretch of work in a trace. Times are by `System.nanoTime`; calls after the end do nothing.
///
/// May be used by any thread and never blocks.
public interface Span {
    /// Of a trace that nobody asked for: costs nothing and tells nothing.
    Span NONE = new Unrecorded("");

    /// Which side of a conversation it is.
    enum Kind {
        SERVER,
        CLIENT,
        PRODUCER,
        CONSUMER,
        INTERNAL
    }

    /// Whether anybody will see it.
    boolean isRecorded();

    /// What whoever works for it is to be told, as W3C's header `traceparent` has it; empty where
    /// nothing is to be said.
    String traceparent();

    /// A part of it that begins now.
    Span child(Kind kind, String name);

    /// A part of it that began then.
    Span child(Kind kind, String name, long since);

    /// Calls it otherwise, once it is known what it is.
    Span rename(String name);

    Span set(String key, String value);

    Span set(String key, long value);

    /// Something that happened in it.
    void event(String name, long at);

    /// It did not do what it was for.
    ///
    /// @param type one of few words, for `error.type`
    /// @param detail for a person; may be empty, never what a client wrote
    void fail(String type, String detail);

    void end();
}
