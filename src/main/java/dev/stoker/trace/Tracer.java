package dev.stoker.trace;

/// Begins traces, or goes on with those of others.
public interface Tracer extends AutoCloseable {
    /// Nobody wants any.
    Tracer OFF = new NoTracer();

    /// What became of ended spans since the start.
    ///
    /// @param exported the collector took them
    /// @param refused the collector did not
    /// @param dropped there were more than could wait for the collector
    record Counts(long exported, long refused, long dropped) {}

    boolean isOn();

    /// A span that begins now; unrecorded where it is not among those that are wanted.
    Span begin(Span.Kind kind, String name, TraceParent parent);

    /// A span that began then, by `System.nanoTime`.
    Span begin(Span.Kind kind, String name, TraceParent parent, long since);

    Counts counts();

    /// Gives a moment to what is still to be told.
    @Override
    void close();
}
