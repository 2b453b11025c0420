package dev.stoker.inference;

/// Typed requests to a ready engine; each call blocks its virtual thread.
///
/// A seam to the outside: the engine answers over HTTP, tests answer from memory.
public interface EngineClient {

    /// Sends one request and waits for the whole answer. Interrupting the thread closes the
    /// connection, which makes the engine stop computing.
    ///
    /// @throws EngineUnreachable when no answer came: refused, reset, timed out
    EngineAnswer complete(Route.Serve engine, EngineCall call)
            throws EngineUnreachable, InterruptedException;

    /// What the engine is doing now, by its own metrics.
    ///
    /// @throws EngineUnreachable when no answer came
    EngineLoad load(Route.Serve engine) throws EngineUnreachable, InterruptedException;
}
