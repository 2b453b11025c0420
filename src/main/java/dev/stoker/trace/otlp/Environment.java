package dev.stoker.trace.otlp;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// OpenTelemetry's standard variables; what Stoker's own settings say goes first.
///
/// @param variables of the process
public record Environment(Map<String, String> variables) {
    private static final String PATH = "/v1/traces";
    private static final String PROTOCOL = "http/protobuf";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /// Who takes the traces; empty where nobody was named or all was switched off.
    ///
    /// @param endpoint by Stoker's settings
    /// @param ratio by Stoker's settings
    /// @param version of Stoker
    /// @throws IllegalArgumentException when something of it makes no sense
    public Optional<Collector> collector(
            Optional<URI> endpoint, OptionalDouble ratio, String version) {
        if (find("OTEL_SDK_DISABLED").filter(Boolean::parseBoolean).isPresent()) {
            return Optional.empty();
        }
        return endpoint.map(Environment::complete)
                .or(this::standardEndpoint)
                .map(address ->
                        new Collector(
                                address,
                                pairs(
                                        "OTEL_EXPORTER_OTLP_HEADERS",
                                        "OTEL_EXPORTER_OTLP_TRACES_HEADERS"),
                                timeout(),
                                ratio.orElseGet(this::ratio),
                                resource(version)));
    }

    private Optional<URI> standardEndpoint() {
        if (find("OTEL_TRACES_EXPORTER").filter(name -> !name.contains("otlp")).isPresent()) {
            return Optional.empty();
        }
        Optional<URI> whole = find("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT").map(URI::create);
        Optional<URI> address =
                whole.or(() ->
                        find("OTEL_EXPORTER_OTLP_ENDPOINT")
                                .map(base -> URI.create(base.replaceAll("/+$", "") + PATH)));
        address.ifPresent(_ -> checkProtocol());
        return address;
    }

    private void checkProtocol() {
        String protocol =
                find("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL")
                        .or(() -> find("OTEL_EXPORTER_OTLP_PROTOCOL"))
                        .orElse(PROTOCOL);
        if (!protocol.equals(PROTOCOL)) {
            throw new IllegalArgumentException(
                    "Stoker speaks OTLP over %s alone, OTEL_EXPORTER_OTLP_PROTOCOL=%s: name the collector's HTTP address in stoker.traces.endpoint"
                            .formatted(PROTOCOL, protocol));
        }
    }

    /// With OTLP's path where the address has none of its own.
    private static URI complete(URI address) {
        String path = String.valueOf(address.getPath());
        return path.isEmpty() || path.equals("/") ? address.resolve(PATH) : address;
    }

    private Duration timeout() {
        return find("OTEL_EXPORTER_OTLP_TRACES_TIMEOUT")
                .or(() -> find("OTEL_EXPORTER_OTLP_TIMEOUT"))
                .map(millis -> Duration.ofMillis(Long.parseLong(millis)))
                .orElse(TIMEOUT);
    }

    private double ratio() {
        return find("OTEL_TRACES_SAMPLER_ARG").map(Double::parseDouble).orElse(1.0);
    }

    private Map<String, String> resource(String version) {
        Map<String, String> resource = new LinkedHashMap<>();
        resource.put("service.name", "stoker");
        resource.put("service.version", version);
        find("HOSTNAME").ifPresent(name -> resource.put("service.instance.id", name));
        resource.putAll(pairs("OTEL_RESOURCE_ATTRIBUTES"));
        find("OTEL_SERVICE_NAME").ifPresent(name -> resource.put("service.name", name));
        return resource;
    }

    /// `key=value` with commas between, values percent-encoded; later variables win.
    private Map<String, String> pairs(String... names) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String name : names) {
            for (String pair : find(name).orElse("").split(",", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    pairs.put(pair.substring(0, equals).strip(), decoded(pair, equals + 1));
                }
            }
        }
        return pairs;
    }

    private static String decoded(String pair, int from) {
        // a plus sign is one, unlike in forms
        String value = pair.substring(from).strip().replace("+", "%2B");
        return URLDecoder.decode(value, StandardCharsets.UTF_8);
    }

    private Optional<String> find(String name) {
        return Optional.ofNullable(variables.get(name))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }
}
