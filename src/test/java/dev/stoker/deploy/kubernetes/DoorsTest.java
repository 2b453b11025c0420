package dev.stoker.deploy.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoker.deploy.Checkout;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Who reaches a pod, and when: ports, probes, Services, policies.
class DoorsTest {
    private static final String ALL = "dev.stoker.deploy.kubernetes.Manifests#all";

    @ParameterizedTest
    @MethodSource(ALL)
    void probesAskTheHealthPathsOfTheManagementPort(Manifests manifests) {
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
            JsonNode request = manifests.stoker().path(probe).path("httpGet");
            assertEquals(root + "/health/" + path, request.path("path").asText(), probe);
            assertEquals("management", request.path("port").asText(), probe);
        });
        assertEquals(defaultPort("quarkus.management.port"), portNamed(manifests, "management"));
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void servicesLeadToThePublicPortAlone(Manifests manifests) {
        for (JsonNode service : manifests.all("Service")) {
            JsonNode ports = service.at("/spec/ports");
            assertEquals(1, ports.size());
            assertEquals(8080, ports.path(0).path("port").asInt());
            assertEquals("http", ports.path(0).path("targetPort").asText());
        }
        assertEquals(defaultPort("quarkus.http.port"), portNamed(manifests, "http"));
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void whateverSelectsPodsSelectsThese(Manifests manifests) {
        JsonNode labels = manifests.template().at("/metadata/labels");

        for (String service : List.of("stoker", "stoker-pods")) {
            JsonNode selector = manifests.named("Service", service).at("/spec/selector");
            assertEquals(
                    labels.path("app.kubernetes.io/name"), selector.path("app.kubernetes.io/name"));
        }
        List<JsonNode> kept = manifests.only("PodDisruptionBudget").findValues("matchLabels");
        assertTrue(kept.contains(labels));
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void onePolicyGuardsEveryPodThatOpensADoor(Manifests manifests) {
        JsonNode guarded = manifests.only("NetworkPolicy").at("/spec/podSelector");
        Set<String> names =
                Stream.concat(
                                Stream.of(guarded.at("/matchLabels/app.kubernetes.io~1name")),
                                guarded.at("/matchExpressions/0/values").valueStream())
                        .map(JsonNode::asText)
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.toSet());

        Set<String> open =
                manifests.all("Service").stream()
                        .map(service -> service.at("/spec/selector/app.kubernetes.io~1name"))
                        .map(JsonNode::asText)
                        .collect(Collectors.toSet());

        assertEquals(open, names);
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void onlyALonePodIsReachedBeforeItIsReady(Manifests manifests) {
        boolean reachedEarly =
                manifests
                        .named("Service", "stoker")
                        .at("/spec/publishNotReadyAddresses")
                        .asBoolean();

        assertEquals(manifests.all("ScaledObject").isEmpty(), reachedEarly);
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void theManagementPortIsForMonitoringAlone(Manifests manifests) {
        Set<String> open =
                manifests
                        .only("NetworkPolicy")
                        .at("/spec/ingress")
                        .valueStream()
                        .filter(rule -> !rule.has("from"))
                        .map(rule -> rule.at("/ports/0/port").asText())
                        .collect(Collectors.toSet());

        assertEquals(Set.of("http"), open);
        assertEquals(
                "true", Environment.of(manifests.stoker()).value("STOKER_ADMIN_LOOPBACK_ONLY"));
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void metricsAreScrapedFromTheManagementPort(Manifests manifests) {
        JsonNode annotations = manifests.template().at("/metadata/annotations");

        assertEquals(
                portNamed(manifests, "management"), annotations.path("prometheus.io/port").asInt());
        assertEquals("/q/metrics", annotations.path("prometheus.io/path").asText());
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void bothDoorsListenToThePod(Manifests manifests) {
        Environment environment = Environment.of(manifests.stoker());

        assertEquals("0.0.0.0", environment.value("QUARKUS_HTTP_HOST"));
        assertEquals("0.0.0.0", environment.value("QUARKUS_MANAGEMENT_HOST"));
    }

    private static int defaultPort(String property) {
        return Integer.parseInt(Checkout.defaults().getProperty(property));
    }

    private static int portNamed(Manifests manifests, String name) {
        return manifests
                .stoker()
                .path("ports")
                .valueStream()
                .filter(port -> port.path("name").asText().equals(name))
                .mapToInt(port -> port.path("containerPort").asInt())
                .findFirst()
                .orElseThrow();
    }
}
