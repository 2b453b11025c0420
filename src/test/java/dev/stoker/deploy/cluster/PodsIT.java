package dev.stoker.deploy.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoker.deploy.kubernetes.Manifests;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What Kubernetes' own controllers and its scheduler make of the overlays.
@Tag("cluster")
@ExtendWith(RunningCluster.class)
class PodsIT {
    private static final String ALL = "dev.stoker.deploy.kubernetes.Manifests#complete";

    @ParameterizedTest
    @MethodSource(ALL)
    void everyPodIsAdmittedAndFindsANode(Manifests manifests, Kubectl kubectl) throws Exception {
        Place place = Place.make(kubectl, "pods", manifests.overlay());
        long wanted =
                manifests.documents().stream()
                        .map(document -> document.path("kind").asText())
                        .filter(List.of("StatefulSet", "Deployment", "Job")::contains)
                        .count();

        place.apply();

        place.eventually(
                "pods", pods -> pods.size() == wanted && pods.stream().allMatch(PodsIT::hasANode));
    }

    private static boolean hasANode(JsonNode pod) {
        return pod.path("spec").has("nodeName");
    }

    @ParameterizedTest
    @MethodSource("dev.stoker.deploy.kubernetes.Manifests#complete")
    void whatPodsAskForIsCounted(Manifests manifests, Kubectl kubectl) throws Exception {
        Place place = Place.make(kubectl, "quota", manifests.overlay());
        int gpus =
                manifests.all("StatefulSet").isEmpty()
                        ? 0
                        : manifests.stoker().at("/resources/requests/nvidia.com~1gpu").asInt();

        place.apply();

        place.eventually(
                "resourcequotas",
                quotas ->
                        quotas.getFirst().at("/status/used/requests.nvidia.com~1gpu").asInt()
                                == gpus);
    }

    /// A claim that one node at a time may mount would else keep the download and the pod that
    /// waits for it apart for ever.
    @ParameterizedTest
    @ValueSource(strings = {"h200x4", "h200x8", "b200x8"})
    void theDownloadRunsWhereItsVolumeIs(String overlay, Kubectl kubectl) throws Exception {
        Place place = Place.make(kubectl, "volume", overlay);

        place.apply();

        place.eventually(
                "pods",
                pods ->
                        pods.size() == 2
                                && pods.stream().allMatch(PodsIT::hasANode)
                                && pods.stream()
                                                .map(pod -> pod.at("/spec/nodeName"))
                                                .distinct()
                                                .count()
                                        == 1);
    }

    @Test
    void clientsReachALonePodThatIsNotReady(Kubectl kubectl) throws Exception {
        Place place = Place.make(kubectl, "early", "h200x4");
        place.apply();
        place.pod("stoker");

        new Kubelet(place).runs("stoker-0", "10.1.0.2");

        assertEquals(Set.of("10.1.0.2"), addresses(place, "stoker"));
    }

    @Test
    void clientsReachThoseOfSeveralThatAreReady(Kubectl kubectl) throws Exception {
        Place place = Place.make(kubectl, "several", "throughput");
        Kubelet kubelet = twoPods(place);

        kubelet.runs("stoker-0", "10.1.0.3");
        kubelet.isReady("stoker-1", "10.1.0.4");

        assertEquals(Set.of("10.1.0.4"), addresses(place, "stoker"));
        assertEquals(Set.of("10.1.0.3", "10.1.0.4"), addresses(place, "stoker-pods"));
    }

    @Test
    void aDrainedNodeTakesOnePodAtATime(Kubectl kubectl) throws Exception {
        Place place = Place.make(kubectl, "drained", "throughput");
        Kubelet kubelet = twoPods(place);
        kubelet.isReady("stoker-0", "10.1.0.5");
        kubelet.isReady("stoker-1", "10.1.0.6");
        place.eventually(
                "poddisruptionbudgets",
                budgets -> budgets.getFirst().at("/status/currentHealthy").asInt() == 2);

        assertTrue(kubelet.evicts("stoker-0"));

        assertFalse(kubelet.evicts("stoker-1"));
    }

    private static Kubelet twoPods(Place place) throws Exception {
        place.apply();
        place.kubectl().must("scale", "-n", place.name(), "statefulset/stoker", "--replicas=2");
        place.eventually("pods", pods -> pods.stream().filter(PodsIT::isOfTheSet).count() == 2);
        return new Kubelet(place);
    }

    private static boolean isOfTheSet(JsonNode pod) {
        return pod.at("/metadata/name").asText().matches("stoker-\\d+");
    }

    /// Whom the Service sends its callers to, once there is anybody.
    private static Set<String> addresses(Place place, String service) throws Exception {
        return place
                .eventually("endpointslices", slices -> !ready(slices, service).isEmpty())
                .stream()
                .flatMap(slice -> ready(List.of(slice), service).stream())
                .collect(Collectors.toSet());
    }

    private static Set<String> ready(List<JsonNode> slices, String service) {
        return slices.stream()
                .filter(slice ->
                        slice.at("/metadata/labels/kubernetes.io~1service-name")
                                .asText()
                                .equals(service))
                .flatMap(slice -> slice.path("endpoints").valueStream())
                .filter(endpoint -> endpoint.at("/conditions/ready").asBoolean())
                .map(endpoint -> endpoint.at("/addresses/0").asText())
                .collect(Collectors.toSet());
    }
}
