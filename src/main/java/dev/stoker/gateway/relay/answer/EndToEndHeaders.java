package dev.stoker.gateway.relay.answer;

import io.vertx.core.MultiMap;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Copies the headers that are meant for the other end, and not those for one connection.
public final class EndToEndHeaders {
    private static final Set<String> OF_ONE_CONNECTION =
            Set.of(
                    "connection",
                    "keep-alive",
                    "proxy-connection",
                    "proxy-authenticate",
                    "proxy-authorization",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade",
                    "http2-settings",
                    "expect",
                    "host");

    private EndToEndHeaders() {}

    public static void copy(MultiMap from, MultiMap to) {
        String alsoOfOneConnection = from.get("connection");
        Set<String> named = alsoOfOneConnection == null ? Set.of() : namesIn(alsoOfOneConnection);
        for (Map.Entry<String, String> header : from) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!OF_ONE_CONNECTION.contains(name) && !named.contains(name)) {
                to.add(header.getKey(), header.getValue());
            }
        }
    }

    private static Set<String> namesIn(String list) {
        return new HashSet<>(
                Arrays.asList(list.toLowerCase(Locale.ROOT).strip().split("\\s*,\\s*")));
    }
}
