package dev.stoker.gateway.json;

/// Finds the member `model` of a request's body while the body arrives, and reads no further.
///
/// Of a name that comes twice the first counts here; an engine checks the name by itself.
public final class ModelPeek implements JsonGrammar.Reader {
    /// What is known so far.
    public sealed interface Outcome {
        /// The model stands further on, if anywhere.
        record More() implements Outcome {}

        record Found(String model) implements Outcome {}

        /// The body names no model, or null.
        record Absent() implements Outcome {}

        /// The body is no JSON object, or its model no string.
        ///
        /// @param position of the first byte that is wrong, from 0
        record Malformed(long position, String problem) implements Outcome {}

        default boolean isSettled() {
            return !(this instanceof More);
        }
    }

    private final JsonGrammar grammar = new JsonGrammar(this);
    private Outcome outcome = new Outcome.More();
    private boolean modelNext;
    private String problem = "";
    private long position;

    /// Takes the next bytes of the body.
    public Outcome feed(byte[] bytes) {
        int taken = grammar.feed(bytes);
        position += taken;
        if (!problem.isEmpty()) {
            outcome = new Outcome.Malformed(position - 1, problem);
        } else if (!outcome.isSettled() && taken < bytes.length) {
            outcome = new Outcome.Malformed(position, "unexpected " + describe(bytes[taken]));
        }
        return outcome;
    }

    /// Takes the end of the body.
    public Outcome end() {
        if (!outcome.isSettled()) {
            outcome =
                    grammar.mayEnd()
                            ? new Outcome.Absent()
                            : new Outcome.Malformed(position, "unexpected end");
        }
        return outcome;
    }

    @Override
    public boolean nameBegins(int depth) {
        return depth == 1;
    }

    @Override
    public boolean valueBegins(byte first, int depth) {
        if (depth == 0 && first != '{') {
            problem = "an object expected";
        }
        if (!modelNext || depth != 1) {
            return false;
        }
        modelNext = false;
        if (first != '"' && first != 'n') {
            problem = "model must be a string";
        }
        return true;
    }

    @Override
    public void ended(String text, boolean name) {
        String resolved = JsonEscapes.resolve(text);
        if (name) {
            modelNext = resolved.equals("model");
        } else {
            outcome = new Outcome.Found(resolved);
        }
    }

    @Override
    public boolean done() {
        return outcome.isSettled() || !problem.isEmpty();
    }

    private static String describe(byte b) {
        return b > ' ' && b < 127 ? "'" + (char) b + "'" : "byte 0x%02x".formatted(b);
    }
}
