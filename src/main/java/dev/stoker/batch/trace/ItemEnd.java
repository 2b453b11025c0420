package dev.stoker.batch.trace;

import dev.stoker.batch.job.Outcome;
import dev.stoker.batch.job.Tokens;
import dev.stoker.trace.Facts;
import dev.stoker.trace.Span;
import java.util.Locale;

/// What a span tells of how one handing-out of an item ended; never what the answer says.
///
/// @param word for the outcome: `try_again`
/// @param error one of few words; empty where nothing failed
record ItemEnd(String word, String error, Tokens tokens) {
    static ItemEnd of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered(_, _, Tokens tokens) -> new ItemEnd("answered", "", tokens);
            case Outcome.Cached _ -> new ItemEnd("cached", "", Tokens.NONE);
            case Outcome.Refused(int status, _, _) ->
                    new ItemEnd("refused", Integer.toString(status), Tokens.NONE);
            case Outcome.Failed _ -> new ItemEnd("failed", "item_failed", Tokens.NONE);
            case Outcome.TryAgain(_, Outcome.Cost cost, _) ->
                    new ItemEnd("try_again", cause(cost), Tokens.NONE);
            case Outcome.Released _ -> new ItemEnd("released", "", Tokens.NONE);
            case Outcome.GaveWay _ -> new ItemEnd("gave_way", "", Tokens.NONE);
            case Outcome.Cancelled _ -> new ItemEnd("cancelled", "", Tokens.NONE);
        };
    }

    private static String cause(Outcome.Cost cost) {
        return switch (cost) {
            case NOTHING -> "engine_full";
            case ATTEMPT, ENGINE_DEATH -> cost.name().toLowerCase(Locale.ROOT);
        };
    }

    boolean isFailure() {
        return !error.isEmpty();
    }

    void tell(Span span) {
        span.set(Facts.OUTCOME, word);
        if (tokens.total() > 0) {
            span.set(Facts.INPUT_TOKENS, tokens.prompt()).set(Facts.OUTPUT_TOKENS, tokens.output());
        }
        if (isFailure()) {
            span.fail(error, "");
        }
    }
}
