package dev.stoker.gateway.relay.answer;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Copies the headers that are meant for the other end, and not those for one connection.
public final class EndToEndHeaders {
    private static final HttpHeaders OF_ONE_CONNECTION = new DefaultHttpHeaders();

    static {
        // names in whatever case are found without being changed
        for (String name :
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
                        "host")) {
            OF_ONE_CONNECTION.add(name, "");
        }
    }

    private EndToEndHeaders() {}

    /// @param connection the header that names further ones of this connection alone
    /// @param to is given names and values
    public static void copy(
            Iterable<Map.Entry<String, String>> from,
            @Nullable String connection,
            BiConsumer<String, String> to) {
        Set<String> named = connection == null ? Set.of() : namesIn(connection);
        for (Map.Entry<String, String> header : from) {
            String name = header.getKey();
            if (!OF_ONE_CONNECTION.contains(name)
                    && (named.isEmpty() || !named.contains(name.toLowerCase(Locale.ROOT)))) {
                to.accept(name, header.getValue());
            }
        }
    }

    /// Without what is known anyway.
    private static Set<String> namesIn(String list) {
        if (list.equalsIgnoreCase("keep-alive") || list.equalsIgnoreCase("close")) {
            return Set.of();
        }
        return Set.copyOf(Arrays.asList(list.toLowerCase(Locale.ROOT).strip().split("\\s*,\\s*")));
    }
}
