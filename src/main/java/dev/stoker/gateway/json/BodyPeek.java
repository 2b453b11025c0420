package dev.stoker.gateway.json;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the members of a JSON body that routing needs, without building a tree.
///
/// Of a name that comes twice the first counts here; an engine checks the body by itself. Behind
/// the model nothing is refused any more: what is wrong there is the engine's to say.
public final class BodyPeek implements Peek, JsonGrammar.Reader {
    private static final Set<String> PROMPTS =
            Set.of("messages", "prompt", "input", "system", "instructions");

    private final JsonGrammar grammar = new JsonGrammar(this);
    private Outcome outcome = new Outcome.More();
    private String member = "";
    private String problem = "";
    private boolean over;
    private long position;
    private @Nullable Boolean stream;
    private @Nullable String previousResponse;
    private long promptAt = -1;

    @Override
    public Outcome feed(byte[] bytes, int length) {
        if (over) {
            return outcome;
        }
        int taken = grammar.feed(bytes, length);
        position += taken;
        if (!problem.isEmpty()) {
            refuse(position - 1, problem);
        } else if (taken < length) {
            refuse(position, "unexpected " + describe(bytes[taken]));
        }
        return outcome;
    }

    @Override
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
    public Traits traits() {
        return new Traits(
                Optional.ofNullable(stream),
                Optional.ofNullable(previousResponse),
                promptAt < 0 ? OptionalLong.empty() : OptionalLong.of(promptAt));
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
        return depth == 1 && memberBegins(first);
    }

    @Override
    public void ended(String text, boolean name) {
        String resolved = JsonEscapes.resolve(text);
        if (name) {
            member = resolved;
        } else if (member.equals("model")) {
            outcome = new Outcome.Found(resolved);
        } else {
            previousResponse = resolved;
        }
    }

    @Override
    public boolean done() {
        return !problem.isEmpty();
    }

    /// @return whether its text is wanted
    private boolean memberBegins(byte first) {
        switch (member) {
            case "model" -> {
                return modelBegins(first);
            }
            case "stream" -> streamBegins(first);
            case "previous_response_id" -> {
                return previousResponse == null;
            }
            default -> otherBegins();
        }
        return false;
    }

    private boolean modelBegins(byte first) {
        boolean wanted = !outcome.isSettled();
        if (wanted && first != '"' && first != 'n') {
            problem = "model must be a string";
        }
        return wanted;
    }

    private void streamBegins(byte first) {
        if (stream == null && (first == 't' || first == 'f')) {
            stream = first == 't';
        }
    }

    private void otherBegins() {
        if (promptAt < 0 && PROMPTS.contains(member)) {
            promptAt = position + grammar.at();
        }
    }

    private void refuse(long at, String why) {
        over = true;
        if (!outcome.isSettled()) {
            outcome = new Outcome.Malformed(at, why);
        }
    }

    private static String describe(byte b) {
        return b > ' ' && b < 127 ? "'" + (char) b + "'" : "byte 0x%02x".formatted(b);
    }
}
