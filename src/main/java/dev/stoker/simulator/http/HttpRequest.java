package dev.stoker.simulator.http;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// One request as a client sent it.
///
/// @param path without the query
/// @param headers by lower-case name; of a header sent twice the last value
/// @param body as UTF-8 text; empty where there was none
public record HttpRequest(String method, String path, Map<String, String> headers, String body) {
    public HttpRequest {
        headers = Map.copyOf(headers);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    boolean closes() {
        return header("connection").filter("close"::equalsIgnoreCase).isPresent();
    }
}
