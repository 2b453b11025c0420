package dev.stoker.summarize.tokens;

import dev.stoker.edgar.text.Excerpt;
import dev.stoker.edgar.text.TextChoice;
import dev.stoker.edgar.text.TextOptions;
import dev.stoker.inference.EngineUnreachable;

/// Finds how much of a text fits a number of tokens. Tokens do not add up, so every cut that is
/// taken was counted itself; nearly full is full enough.
final class LongestCut {
    private static final int TRIES = 8;
    private static final double NEARLY = 0.98;
    private static final int FEWEST_CHARACTERS = 15;

    private final String text;
    private final int mostTokens;
    private final TokenCounter counter;
    private int fits;
    private int over;
    private String best = "";

    private LongestCut(String text, int mostTokens, TokenCounter counter) {
        this.text = text;
        this.mostTokens = mostTokens;
        this.counter = counter;
        this.over = text.codePointCount(0, text.length());
    }

    /// The text itself, or its beginning and end; never more than `mostTokens`.
    static String of(String text, int mostTokens, TokenCounter counter)
            throws EngineUnreachable, InterruptedException, Uncountable {
        int tokens = counter.count(text);
        return tokens <= mostTokens
                ? text
                : new LongestCut(text, mostTokens, counter).search(tokens);
    }

    private String search(int tokensOfAll)
            throws EngineUnreachable, InterruptedException, Uncountable {
        int guess = between(proportional(over, tokensOfAll));
        for (int tries = 1; over - fits > 1 && over > FEWEST_CHARACTERS; tries++) {
            String cut = cut(guess);
            int tokens = counter.count(cut);
            if (tokens > mostTokens) {
                over = guess;
            } else {
                fits = guess;
                best = cut;
            }
            if (!best.isEmpty() && (tries >= TRIES || isNearlyFull(tokens))) {
                return best;
            }
            guess = between(tries < TRIES ? proportional(guess, tokens) : over / 2);
        }
        return best;
    }

    private boolean isNearlyFull(int tokens) {
        return tokens <= mostTokens && tokens >= NEARLY * mostTokens;
    }

    /// Characters that would fill the budget if all had as many tokens as these, and a little less.
    private int proportional(int characters, int tokens) {
        return (int) (0.995 * characters * mostTokens / Math.max(1, tokens));
    }

    private int between(int guess) {
        return Math.clamp(guess, fits + 1, Math.max(fits + 1, over - 1));
    }

    private String cut(int characters) {
        return Excerpt.of(
                text, new TextOptions(TextChoice.XML, Math.max(FEWEST_CHARACTERS, characters)));
    }
}
