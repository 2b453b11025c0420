package dev.stoker.trace.otlp;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/// Who takes the traces, and what it is told.
///
/// @param endpoint the whole address, `http://collector:4318/v1/traces`
/// @param headers of each request to it; they may hold secrets
/// @param timeout for it to take a batch, with all attempts
/// @param ratio of the traces that begin here, 0 to 1
/// @param resource what is told of this Stoker itself
public record Collector(
        URI endpoint,
        Map<String, String> headers,
        Duration timeout,
        double ratio,
        Map<String, String> resource) {
    public Collector {
        if (!String.valueOf(endpoint.getScheme()).matches("https?") || endpoint.getHost() == null) {
            throw new IllegalArgumentException(
                    "the collector's address must be http://host:port or https://…: " + endpoint);
        }
        if (!(ratio >= 0 && ratio <= 1)) {
            throw new IllegalArgumentException("traces.ratio must be from 0 to 1: " + ratio);
        }
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("the timeout must be positive: " + timeout);
        }
        headers = Map.copyOf(headers);
        resource = Map.copyOf(resource);
    }

    /// Without the headers' values.
    @Override
    public String toString() {
        return "Collector[endpoint=%s, headers=%s, ratio=%s, resource=%s]"
                .formatted(endpoint, headers.keySet(), ratio, resource);
    }
}
