package dev.stoker.batch.job;

import java.time.Instant;

/// What became of an item that was handed out.
public sealed interface Outcome {

    /// The engine answered. The first answer is kept, whoever brings it: it is paid for.
    record Answered(int status, String body, Tokens tokens) implements Outcome {}

    /// Another item had that answer; nothing was computed.
    record Cached(Answered answer) implements Outcome {}

    /// The engine answered, but not with what was asked for; it would say so again.
    ///
    /// @param body as the engine wrote it
    record Refused(int status, String body, String reason) implements Outcome {}

    /// No other attempt would end better.
    record Failed(String reason) implements Outcome {}

    /// To be tried again.
    ///
    /// @param notBefore also moves it behind what waits already
    /// @param cost what this attempt counts against the item
    record TryAgain(Instant notBefore, Cost cost, String reason) implements Outcome {}

    /// Given back untouched; it keeps its place in the line.
    record Released() implements Outcome {}

    /// Given back because a chat needed its place at the engine; it keeps its place in the line.
    record GaveWay() implements Outcome {}

    /// Interrupted because its job was cancelled.
    record Cancelled() implements Outcome {}

    /// Of what the engine wrote, if anything of it is kept.
    default long characters() {
        return switch (this) {
            case Answered(_, String body, _) -> body.length();
            case Cached(Answered answer) -> answer.characters();
            case Refused(_, String body, _) -> body.length();
            case Failed _, TryAgain _, Released _, GaveWay _, Cancelled _ -> 0;
        };
    }

    /// What an attempt without an answer counts against the item.
    enum Cost {
        /// But that it was refused.
        NOTHING,
        ATTEMPT,
        ENGINE_DEATH
    }
}
