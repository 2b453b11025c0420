package dev.stoker.trace.otlp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
    private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";

    @Test
    void whereNobodyIsNamedNobodyIsTold() {
        assertEquals(Optional.empty(), collector(Map.of("HOSTNAME", "stoker-0")));
        assertEquals(Optional.empty(), collector(Map.of(ENDPOINT, " ")));
    }

    @Test
    void whatIsNotSetIsUsual() {
        Collector collector =
                collector(Map.of(ENDPOINT, "http://collector:4318/", "HOSTNAME", "stoker-0"))
                        .orElseThrow();

        assertEquals(URI.create("http://collector:4318/v1/traces"), collector.endpoint());
        assertEquals(Map.of(), collector.headers());
        assertEquals(Duration.ofSeconds(10), collector.timeout());
        assertEquals(1.0, collector.ratio());
        assertEquals(
                Map.of(
                        "service.name", "stoker",
                        "service.version", "0.1.0",
                        "service.instance.id", "stoker-0"),
                collector.resource());
    }

    @Test
    void everyVariableCounts() {
        Collector collector =
                collector(
                                Map.of(
                                        ENDPOINT,
                                        "http://other:4318",
                                        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
                                        "https://c/in",
                                        "OTEL_EXPORTER_OTLP_HEADERS",
                                        "a=1, b=x%3Dy+z",
                                        "OTEL_EXPORTER_OTLP_TRACES_HEADERS",
                                        "a=2",
                                        "OTEL_EXPORTER_OTLP_TIMEOUT",
                                        "2500",
                                        "OTEL_TRACES_SAMPLER_ARG",
                                        "0.25",
                                        "OTEL_RESOURCE_ATTRIBUTES",
                                        "service.name=a,zone=b",
                                        "OTEL_SERVICE_NAME",
                                        "night"))
                        .orElseThrow();

        assertEquals(URI.create("https://c/in"), collector.endpoint());
        assertEquals(Map.of("a", "2", "b", "x=y+z"), collector.headers());
        assertEquals(Duration.ofMillis(2500), collector.timeout());
        assertEquals(0.25, collector.ratio());
        assertEquals("night", collector.resource().get("service.name"));
        assertEquals("b", collector.resource().get("zone"));
    }

    @Test
    void ownSettingsGoFirst() {
        var environment =
                new Environment(
                        Map.of(
                                ENDPOINT,
                                "http://other:4318",
                                "OTEL_EXPORTER_OTLP_PROTOCOL",
                                "grpc",
                                "OTEL_TRACES_SAMPLER_ARG",
                                "0.25"));

        Collector collector =
                environment
                        .collector(
                                Optional.of(URI.create("http://own:4318")),
                                OptionalDouble.of(0.5),
                                "1")
                        .orElseThrow();

        assertEquals(URI.create("http://own:4318/v1/traces"), collector.endpoint());
        assertEquals(0.5, collector.ratio());
    }

    @Test
    void allCanBeSwitchedOff() {
        assertFalse(
                collector(Map.of(ENDPOINT, "http://c", "OTEL_SDK_DISABLED", "true")).isPresent());
        assertFalse(
                collector(Map.of(ENDPOINT, "http://c", "OTEL_TRACES_EXPORTER", "none"))
                        .isPresent());
    }

    @Test
    void aProtocolThatStokerDoesNotSpeakIsSaid() {
        var problem =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                collector(
                                        Map.of(
                                                ENDPOINT,
                                                "http://c:4317",
                                                "OTEL_EXPORTER_OTLP_PROTOCOL",
                                                "grpc")));

        assertTrue(
                String.valueOf(problem.getMessage()).contains("OTEL_EXPORTER_OTLP_PROTOCOL=grpc"));
    }

    @Test
    void nonsenseIsRefusedWithItsValue() {
        assertTrue(refusal("ftp://c", 1.0).contains("ftp://c"));
        assertTrue(refusal("collector:4318", 1.0).contains("collector:4318"));
        assertTrue(refusal("http://c", 1.5).contains("traces.ratio must be from 0 to 1: 1.5"));
    }

    @Test
    void headersAreNotPrinted() {
        String printed =
                collector(
                                Map.of(
                                        ENDPOINT,
                                        "http://c",
                                        "OTEL_EXPORTER_OTLP_HEADERS",
                                        "api-key=very-secret"))
                        .orElseThrow()
                        .toString();

        assertTrue(printed.contains("api-key"), printed);
        assertFalse(printed.contains("very-secret"), printed);
    }

    private static String refusal(String endpoint, double ratio) {
        return String.valueOf(
                assertThrows(
                                IllegalArgumentException.class,
                                () ->
                                        new Environment(Map.of())
                                                .collector(
                                                        Optional.of(URI.create(endpoint)),
                                                        OptionalDouble.of(ratio),
                                                        "1"))
                        .getMessage());
    }

    private static Optional<Collector> collector(Map<String, String> variables) {
        return new Environment(variables)
                .collector(Optional.empty(), OptionalDouble.empty(), "0.1.0");
    }
}
