package dev.stoker.gateway.visit;

import dev.stoker.gateway.ApiError;
import dev.stoker.inference.replica.Replica;
import dev.stoker.trace.Span;

/// What one request leaves in its trace: by default nothing, at no cost.
///
/// Lives on its request's event loop.
public interface Trail {
    /// Of a request that nobody traces.
    Trail NONE = new Trail() {};

    /// The request as a whole.
    default Span span() {
        return Span.NONE;
    }

    /// For the engine that it goes to; empty where the client's own goes on, if there is one.
    default String traceparent() {
        return "";
    }

    /// It is for that route.
    default void takes(String route) {}

    /// It wants to go to an engine of that model.
    default void asks(String model) {}

    /// It was not told at once whether it may.
    default void waits() {}

    /// It was told.
    default void judged() {}

    /// It goes to that engine, or to the next one.
    default void goesTo(Replica replica) {}

    /// The engine began to answer.
    default void replied(int status) {}

    /// The engine gave no answer.
    default void broke(Throwable cause) {}

    /// Stoker itself tells the client what went wrong.
    default void refused(ApiError error) {}

    /// @param at when the first byte of the answer's body came, by `System.nanoTime`
    default void answered(long at) {}

    default void used(long promptTokens, long answerTokens) {}

    /// @param status what the client got, 499 where it left first
    default void ended(int status) {}
}
