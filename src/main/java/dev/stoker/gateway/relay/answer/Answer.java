package dev.stoker.gateway.relay.answer;

import dev.stoker.gateway.ApiError;

/// One engine's answer on its way to the client; lives on one event loop.
public sealed interface Answer permits PassedAnswer, CollectedAnswer {
    /// Hears how it goes.
    interface Listener {
        /// A chunk came.
        ///
        /// @param now by `System.nanoTime`
        void heard(long now);

        /// The client has all of it.
        void complete();

        /// The engine's connection broke.
        void died();
    }

    /// Takes what the engine sends from now on.
    void begin();

    /// Tells a client that waits between two events that there is still someone.
    void keepAlive();

    /// Ends it where it stands, though the client has a part of it, so that nobody takes it for
    /// whole.
    void breakOff(ApiError error);

    /// Nothing is passed any more.
    void abandon();

    Delivery delivery();
}
