package dev.stoker.gateway.admission.limits;

import dev.stoker.gateway.admission.keys.Allowance;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a key has left, in the headers of OpenAI's API.
///
/// @param open requests of this key under way
/// @param tokens left of its budget now
/// @param untilFull until the whole budget is there again
record Standing(Allowance allowance, int open, long tokens, Duration untilFull) {
    Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        allowance
                .concurrency()
                .ifPresent(limit -> {
                    headers.put("x-ratelimit-limit-requests", Integer.toString(limit));
                    headers.put(
                            "x-ratelimit-remaining-requests",
                            Integer.toString(Math.max(0, limit - open)));
                });
        allowance
                .tokensPerMinute()
                .ifPresent(limit -> {
                    headers.put("x-ratelimit-limit-tokens", Long.toString(limit));
                    headers.put("x-ratelimit-remaining-tokens", Long.toString(tokens));
                    headers.put("x-ratelimit-reset-tokens", span(untilFull));
                });
        return headers;
    }

    /// `1m30s`, `2s`, `17ms`: as OpenAI writes it.
    private static String span(Duration span) {
        if (span.compareTo(Duration.ofSeconds(1)) < 0) {
            return span.toMillis() + "ms";
        }
        String minutes = span.toMinutes() == 0 ? "" : span.toMinutes() + "m";
        return minutes + span.toSecondsPart() + "s";
    }
}
