package dev.stoker.deploy.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoker.deploy.kubernetes.Manifests;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is applied again, and what is applied over something else.
@Tag("cluster")
@ExtendWith(RunningCluster.class)
class RolloutIT {

    @ParameterizedTest
    @MethodSource("dev.stoker.deploy.kubernetes.Manifests#complete")
    void appliedAgainNothingChanges(Manifests manifests, Kubectl kubectl) throws Exception {
        Place place = Place.make(kubectl, "again", manifests.overlay());
        place.apply();

        place.apply();

        assertEquals(List.of(), place.differences());
    }

    @ParameterizedTest
    @MethodSource("dev.stoker.deploy.kubernetes.Manifests#complete")
    void theNextReleaseIsAppliedOverTheLast(
            Manifests manifests, @TempDir Path scratch, Kubectl kubectl) throws Exception {
        Place place = Place.make(kubectl, "next", manifests.overlay());
        place.apply();
        if (!place.list("jobs").isEmpty()) {
            finishTheDownload(place);
        }

        place.to(Overlay.of(manifests.overlay(), scratch).tagged("0.2.0")).apply();

        for (String kind : List.of("jobs", "statefulsets", "deployments")) {
            place.list(kind)
                    .forEach(owner ->
                            assertTrue(isOfTheNextRelease(owner.at("/spec/template")), kind));
        }
    }

    private static void finishTheDownload(Place place) throws Exception {
        Kubelet kubelet = new Kubelet(place);
        kubelet.hasSucceeded(place.pod("stoker-weights").at("/metadata/name").asText());
        JsonNode job = place.list("jobs").getFirst();
        assertTrue(job.at("/spec/ttlSecondsAfterFinished").asInt() > 0);
        // an hour passes
        place.change("job/" + job.at("/metadata/name").asText(), "ttlSecondsAfterFinished", 0);
        place.eventually("jobs", List::isEmpty);
    }

    private static boolean isOfTheNextRelease(JsonNode pod) {
        return pod.at("/spec/containers/0/image").asText().equals("stoker:0.2.0");
    }

    @Test
    void anUpdateEndsAPodWithItsGraceBeforeItStartsTheNext(@TempDir Path scratch, Kubectl kubectl)
            throws Exception {
        Place place = Place.make(kubectl, "update", "dev");
        Kubelet kubelet = new Kubelet(place);
        place.apply();
        place.pod("stoker");
        kubelet.isReady("stoker-0", "10.1.0.1");

        place.to(Overlay.of("dev", scratch).tagged("0.2.0")).apply();

        JsonNode leaving =
                place.eventually(
                                "pods",
                                pods -> pods.getFirst().at("/metadata").has("deletionTimestamp"))
                        .getFirst();
        assertEquals(110, leaving.at("/metadata/deletionGracePeriodSeconds").asInt());
        kubelet.isGone("stoker-0");
        place.eventually("pods", pods -> pods.stream().anyMatch(RolloutIT::isOfTheNextRelease));
    }

    @Test
    void aFleetKeepsTheSizeThatItWasScaledTo(Kubectl kubectl) throws Exception {
        Place place = Place.make(kubectl, "scaled", "throughput");
        place.apply();
        kubectl.must("scale", "-n", place.name(), "statefulset/stoker", "--replicas=3");

        place.apply();

        assertEquals(3, place.list("statefulsets").getFirst().at("/spec/replicas").asInt());
    }
}
