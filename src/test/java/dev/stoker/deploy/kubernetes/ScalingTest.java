package dev.stoker.deploy.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoker.deploy.Checkout;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// How many pods there are, and who decides.
class ScalingTest {
    private static final int TWENTY_MINUTES = 1200;

    static Stream<Manifests> scaled() {
        return Stream.of("throughput", "throughput-from-zero").map(Manifests::of);
    }

    private static JsonNode spec(Manifests manifests) {
        return manifests.only("ScaledObject").path("spec");
    }

    private static JsonNode trigger(Manifests manifests, String name) {
        return spec(manifests)
                .path("triggers")
                .valueStream()
                .filter(trigger -> trigger.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("scaled")
    void podsGoAfterTwentyIdleMinutes(Manifests manifests) {
        String window = "/advanced/horizontalPodAutoscalerConfig/behavior/scaleDown";

        assertEquals(TWENTY_MINUTES, spec(manifests).path("cooldownPeriod").asInt());
        assertEquals(
                TWENTY_MINUTES, spec(manifests).at(window + "/stabilizationWindowSeconds").asInt());
    }

    @ParameterizedTest
    @MethodSource("scaled")
    void theStatefulSetIsScaledAndSaysNoNumberItself(Manifests manifests) {
        assertEquals("StatefulSet", spec(manifests).at("/scaleTargetRef/kind").asText());
        assertEquals("stoker", spec(manifests).at("/scaleTargetRef/name").asText());
        assertFalse(manifests.only("StatefulSet").path("spec").has("replicas"));
    }

    @ParameterizedTest
    @MethodSource("scaled")
    void workIsCountedForTheModelThatIsServed(Manifests manifests) {
        String query = trigger(manifests, "work").at("/metadata/query").asText();
        String model = manifests.engine().at("/model/path").asText();

        assertTrue(query.endsWith("WHERE model IN ('%s')".formatted(model)), query);
        assertTrue(view().contains("CREATE VIEW queue_work"));
        assertTrue(query.contains("sum(seconds)") && view().contains("AS seconds"));
    }

    private static String view() {
        return Checkout.text(Path.of("src/main/resources/db/migration/V60__queue_work.sql"));
    }

    @ParameterizedTest
    @MethodSource("scaled")
    void tenChatsAtATimeAreForOnePod(Manifests manifests) {
        JsonNode chats = trigger(manifests, "chats").path("metadata");

        assertEquals("10", chats.path("threshold").asText());
        assertTrue(chats.path("query").asText().contains("stoker_gateway_open_requests"));
    }

    @Test
    void onlyWithAFrontTheLastPodGoes() {
        scaled().forEach(manifests -> {
            boolean front = !manifests.all("Deployment").isEmpty();
            assertEquals(front ? 0 : 1, spec(manifests).path("minReplicaCount").asInt());
        });
    }

    @Test
    void theFrontKnowsTheSameModelsAndStartsNone() {
        Manifests manifests = Manifests.of("throughput-from-zero");
        JsonNode pod = manifests.only("Deployment").at("/spec/template/spec");
        Environment environment = Environment.of(pod.at("/containers/0"));

        assertEquals("false", environment.value("STOKER_START_ENGINES"));
        assertEquals(
                manifests.only("ConfigMap").at("/metadata/name"),
                pod.at("/volumes/0/configMap/name"));
        assertFalse(pod.toString().contains("nvidia.com/gpu"));
    }

    @Test
    void theFrontIsToldApartFromPodsWithGpus() {
        Manifests manifests = Manifests.of("throughput-from-zero");
        Set<JsonNode> selectors =
                List.of("stoker", "stoker-front").stream()
                        .map(name -> manifests.named("Service", name).at("/spec/selector"))
                        .collect(Collectors.toSet());

        assertEquals(2, selectors.size());
    }
}
