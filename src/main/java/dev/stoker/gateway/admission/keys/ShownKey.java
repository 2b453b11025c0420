package dev.stoker.gateway.admission.keys;

import io.vertx.core.MultiMap;
import java.util.Optional;

/// The key that a request shows, as OpenAI's or as Anthropic's clients do.
public final class ShownKey {
    private static final String AUTHORIZATION = "authorization";
    private static final String X_API_KEY = "x-api-key";
    private static final String BEARER = "Bearer ";

    private ShownKey() {}

    /// Takes it out of the headers, so that no engine and no log ever sees it.
    public static Optional<String> take(MultiMap headers) {
        String authorization = headers.get(AUTHORIZATION);
        String plain = headers.get(X_API_KEY);
        headers.remove(AUTHORIZATION).remove(X_API_KEY);
        if (authorization != null
                && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.of(authorization.substring(BEARER.length()).strip());
        }
        return Optional.ofNullable(plain).map(String::strip);
    }
}
