package dev.stoker.gateway.json;

import java.util.Optional;
import java.util.OptionalLong;

/// Finds what routing needs of a request's body while the body arrives, and changes nothing.
public sealed interface Peek permits BodyPeek, FormPeek {
    /// What is known of the model so far.
    sealed interface Outcome {
        /// The model stands further on, if anywhere.
        record More() implements Outcome {}

        record Found(String model) implements Outcome {}

        /// The body names no model, or null.
        record Absent() implements Outcome {}

        /// The body cannot be read, or its model is no string.
        ///
        /// @param position of the first byte that is wrong, from 0
        record Malformed(long position, String problem) implements Outcome {}

        default boolean isSettled() {
            return !(this instanceof More);
        }
    }

    /// What a body says besides its model, as far as it was read.
    ///
    /// @param stream whether events are asked for; empty where the body does not say so, or so late
    ///   that nobody read on
    /// @param previousResponse the answer that this request goes on from
    /// @param promptAt where the prompt begins: bytes from the body's start
    record Traits(
            Optional<Boolean> stream, Optional<String> previousResponse, OptionalLong promptAt) {
        public static final Traits NONE =
                new Traits(Optional.empty(), Optional.empty(), OptionalLong.empty());
    }

    /// Takes the next bytes of the body.
    ///
    /// @param length how many of them; the others mean nothing
    Outcome feed(byte[] bytes, int length);

    /// Takes the end of the body.
    Outcome end();

    Traits traits();
}
