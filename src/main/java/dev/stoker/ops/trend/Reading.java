package dev.stoker.ops.trend;

import java.time.Instant;
import java.util.Map;

/// What the counters said at one moment, all since Stoker or an engine started.
///
/// @param tokens by what counts them: an engine, or the gateway for a model
record Reading(
        Instant at, Requests requests, Map<String, Tokens> tokens, Latency first, Latency between) {
    Reading {
        tokens = Map.copyOf(tokens);
    }

    /// Requests to engines.
    ///
    /// @param ended those that got an answer
    /// @param refused those of them whose answer was a 5xx
    record Requests(double ended, double refused) {}

    /// Tokens that were read and written.
    record Tokens(double prompt, double output) {
        static final Tokens NONE = new Tokens(0, 0);

        Tokens plus(Tokens other) {
            return new Tokens(prompt + other.prompt, output + other.output);
        }

        /// An engine that was started anew counts from nothing again.
        private Tokens since(Tokens earlier) {
            return new Tokens(
                    prompt < earlier.prompt ? prompt : prompt - earlier.prompt,
                    output < earlier.output ? output : output - earlier.output);
        }
    }

    /// The tokens of one of those that count them, after the earlier reading.
    Tokens since(Reading earlier, String counter) {
        Tokens now = tokens.getOrDefault(counter, Tokens.NONE);
        // what was not there a moment ago may have counted for hours elsewhere
        return now.since(earlier.tokens.getOrDefault(counter, now));
    }

    /// All tokens after the earlier reading.
    Tokens since(Reading earlier) {
        return tokens.keySet().stream()
                .map(counter -> since(earlier, counter))
                .reduce(Tokens.NONE, Tokens::plus);
    }
}
