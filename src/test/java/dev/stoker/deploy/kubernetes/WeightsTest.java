package dev.stoker.deploy.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The download and the volume that it fills.
class WeightsTest {
    private static final String WITH_GPUS = "dev.stoker.deploy.kubernetes.Manifests#withGpus";
    private static final String NEIGHBOURS =
            "/affinity/podAffinity/requiredDuringSchedulingIgnoredDuringExecution/0";

    private static JsonNode download(Manifests manifests) {
        return manifests.only("Job").at("/spec/template/spec");
    }

    private static boolean isShared(Manifests manifests) {
        return manifests
                .only("PersistentVolumeClaim")
                .at("/spec/accessModes/0")
                .asText()
                .equals("ReadWriteMany");
    }

    /// The pod mounts the volume while it waits: a download on another node would never begin.
    @ParameterizedTest
    @MethodSource(WITH_GPUS)
    void aVolumeOfOneNodeIsFilledOnTheNodeOfThePod(Manifests manifests) {
        JsonNode neighbours = download(manifests).at(NEIGHBOURS);

        assertEquals(isShared(manifests), neighbours.isMissingNode());
        if (!isShared(manifests)) {
            assertEquals("kubernetes.io/hostname", neighbours.path("topologyKey").asText());
            assertEquals(
                    manifests.template().at("/metadata/labels"),
                    neighbours.at("/labelSelector/matchLabels"));
        }
    }

    @ParameterizedTest
    @MethodSource(WITH_GPUS)
    void onlyPodsOfOneNodeKeepAVolumeToThatNode(Manifests manifests) {
        boolean several =
                !manifests.all("ScaledObject").isEmpty()
                        || !manifests.all("LeaderWorkerSet").isEmpty();

        assertEquals(several, isShared(manifests));
    }

    /// Kubernetes refuses a changed Job, and each release of Stoker changes its image.
    @ParameterizedTest
    @MethodSource(WITH_GPUS)
    void aDownloadThatIsOverIsNotInTheWayOfTheNextRelease(Manifests manifests) {
        assertTrue(manifests.only("Job").at("/spec/ttlSecondsAfterFinished").asInt() > 0);
        assertEquals(
                List.of("[ ! -e \"/weights/$REVISION.complete\" ] || exit 0"),
                download(manifests)
                        .at("/containers/0/command/2")
                        .asText()
                        .lines()
                        .limit(1)
                        .toList());
    }
}
