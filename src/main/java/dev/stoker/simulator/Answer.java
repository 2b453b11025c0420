package dev.stoker.simulator;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

/// The text that answers a prompt: the same for the same prompt, another for any other, and plainly
/// simulated.
///
/// @param finish `stop` or `length`
/// @param stop the client's stop string that ended it
record Answer(List<String> tokens, String finish, Optional<String> stop) {
    private static final String[] WORDS = {
        "steady", "boiler", "of", "coal", "and", "water", "under", "even", "fire", "the", "gauge",
        "shows", "steam", "for", "every", "engine", "on", "this", "line", "while"
    };

    static Answer to(CompletionRequest request, int usualTokens) {
        long digest = digest(request.prompt().text());
        int natural = natural(digest, usualTokens);
        int most = request.length().most();
        int length = request.length().exact() ? most : Math.min(natural, most);
        List<String> tokens = text(digest, request.prompt().tokens(), length);
        return cut(tokens, natural > length || request.length().exact(), request.stops());
    }

    static long digest(String text) {
        CRC32C sum = new CRC32C();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return sum.getValue();
    }

    /// Three quarters to five quarters of the usual, by the prompt.
    private static int natural(long digest, int usualTokens) {
        return Math.max(1, (int) (usualTokens * (0.75 + digest % 1000 / 2000.0)));
    }

    private static List<String> text(long digest, int promptTokens, int length) {
        StringBuilder text =
                new StringBuilder("Simulated answer: prompt ")
                        .append("%08x of %d tokens.".formatted(digest, promptTokens));
        SplittableRandom random = new SplittableRandom(digest);
        for (int words = 0; words < length; words++) {
            text.append(' ').append(WORDS[random.nextInt(WORDS.length)]);
        }
        return Tokenizer.split(text.toString()).subList(0, length);
    }

    private static Answer cut(List<String> tokens, boolean longer, List<String> stops) {
        String text = String.join("", tokens);
        int earliest = text.length();
        Optional<String> by = Optional.empty();
        for (String stop : stops) {
            int found = text.indexOf(stop);
            if (!stop.isEmpty() && found >= 0 && found < earliest) {
                earliest = found;
                by = Optional.of(stop);
            }
        }
        if (by.isEmpty()) {
            return new Answer(tokens, longer ? "length" : "stop", by);
        }
        return new Answer(Tokenizer.split(text.substring(0, earliest)), "stop", by);
    }
}
