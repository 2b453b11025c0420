package dev.stoker.summarize.tokens;

import dev.stoker.inference.EngineAnswer;

/// The engine did not say how many tokens a text has; what it said instead is told to the item.
final class Uncountable extends Exception {
    private static final long serialVersionUID = 1;

    private final transient EngineAnswer answer;

    Uncountable(EngineAnswer answer) {
        super("status " + answer.status());
        this.answer = answer;
    }

    EngineAnswer answer() {
        return answer;
    }
}
