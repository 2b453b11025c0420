package dev.stoker.batch.job;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Where an item stands; all but the first two are final.
public enum ItemState {
    WAITING,
    RUNNING,
    /// Answered by the engine.
    DONE,
    /// Will not be answered; the result says why.
    FAILED,
    /// Held nothing to ask about.
    DROPPED,
    /// Its job was cancelled before the answer.
    CANCELLED;

    /// The word in tables and answers: `done`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Empty when no state has that label.
    public static Optional<ItemState> parse(String label) {
        return Stream.of(values()).filter(state -> state.label().equals(label)).findFirst();
    }
}
