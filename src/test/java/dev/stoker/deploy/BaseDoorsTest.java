package dev.stoker.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Who reaches the pod, and when: ports, probes, the Service.
class BaseDoorsTest {
    @ParameterizedTest
    @MethodSource("dev.stoker.deploy.Manifests#base")
    void probesAskTheHealthPathsOfTheManagementPort(Manifests base) {
        Map<String, String> paths =
                Map.of(
                        "startupProbe",
                        "started",
                        "readinessProbe",
                        "ready",
                        "livenessProbe",
                        "live");
        String root = Checkout.defaults().getProperty("quarkus.management.root-path", "/q");

        paths.forEach((probe, path) -> {
            JsonNode request = base.stoker().path(probe).path("httpGet");
            assertEquals(root + "/health/" + path, request.path("path").asText(), probe);
            assertEquals("management", request.path("port").asText(), probe);
        });
        assertEquals(defaultPort("quarkus.management.port"), portNamed(base, "management"));
    }

    @ParameterizedTest
    @MethodSource("dev.stoker.deploy.Manifests#base")
    void theServiceLeadsToThePublicPortAlone(Manifests base) {
        JsonNode ports = base.only("Service").at("/spec/ports");

        assertEquals(1, ports.size());
        assertEquals(8080, ports.path(0).path("port").asInt());
        assertEquals("http", ports.path(0).path("targetPort").asText());
        assertEquals(defaultPort("quarkus.http.port"), portNamed(base, "http"));
        assertEquals(
                base.only("Deployment").at("/spec/template/metadata/labels"),
                base.only("Service").at("/spec/selector"));
    }

    @ParameterizedTest
    @MethodSource("dev.stoker.deploy.Manifests#base")
    void onlyALonePodIsReachedBeforeItIsReady(Manifests base) {
        boolean reachedEarly =
                base.only("Service").at("/spec/publishNotReadyAddresses").asBoolean();

        assertTrue(!reachedEarly || base.only("Deployment").at("/spec/replicas").asInt() == 1);
    }

    @ParameterizedTest
    @MethodSource("dev.stoker.deploy.Manifests#base")
    void metricsAreScrapedFromTheManagementPort(Manifests base) {
        JsonNode annotations = base.only("Deployment").at("/spec/template/metadata/annotations");

        assertEquals(portNamed(base, "management"), annotations.path("prometheus.io/port").asInt());
        assertEquals("/q/metrics", annotations.path("prometheus.io/path").asText());
    }

    @ParameterizedTest
    @MethodSource("dev.stoker.deploy.Manifests#base")
    void livenessForgivesLongerThanReadiness(Manifests base) {
        JsonNode live = base.stoker().path("livenessProbe");
        JsonNode ready = base.stoker().path("readinessProbe");

        assertTrue(live.path("failureThreshold").asInt() > ready.path("failureThreshold").asInt());
    }

    @ParameterizedTest
    @MethodSource("dev.stoker.deploy.Manifests#base")
    void bothDoorsListenToThePod(Manifests base) {
        Environment environment = Environment.of(base.stoker());

        assertEquals("0.0.0.0", environment.value("QUARKUS_HTTP_HOST"));
        assertEquals("0.0.0.0", environment.value("QUARKUS_MANAGEMENT_HOST"));
    }

    private static int defaultPort(String property) {
        return Integer.parseInt(Checkout.defaults().getProperty(property));
    }

    private static int portNamed(Manifests base, String name) {
        return base.stoker()
                .path("ports")
                .valueStream()
                .filter(port -> port.path("name").asText().equals(name))
                .mapToInt(port -> port.path("containerPort").asInt())
                .findFirst()
                .orElseThrow();
    }
}
