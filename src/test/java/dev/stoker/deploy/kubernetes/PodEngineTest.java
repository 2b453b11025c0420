package dev.stoker.deploy.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoker.deploy.Checkout;
import dev.stoker.engine.Compute;
import dev.stoker.engine.EngineSpec;
import dev.stoker.engine.catalog.CatalogLoader;
import dev.stoker.engine.catalog.InvalidCatalog;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A pod repeats what its engine file says: GPUs, model, revision.
class PodEngineTest {
    private static final String ALL = "dev.stoker.deploy.kubernetes.Manifests#all";
    private static final String WITH_GPUS = "dev.stoker.deploy.kubernetes.Manifests#withGpus";
    private static final String GPUS = "/nvidia.com~1gpu";

    /// The shipped file that says the same as the one in the pod.
    private static EngineSpec shipped(Manifests manifests) throws InvalidCatalog {
        Path file =
                Checkout.filesBelow("yaml-configs").stream()
                        .filter(path -> path.toString().endsWith(".yaml"))
                        .filter(path -> Checkout.yaml(path).equals(manifests.engine()))
                        .findFirst()
                        .orElseThrow();
        return new CatalogLoader(Map.of()).load(List.of(file)).engines().getFirst();
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void theEngineFileIsOneOfThoseThatShip(Manifests manifests) throws Exception {
        EngineSpec spec = shipped(manifests);

        assertEquals(manifests.engine().path("name").asText(), spec.name());
    }

    @ParameterizedTest
    @MethodSource(WITH_GPUS)
    void aPodGetsTheGpusThatItsEngineWants(Manifests manifests) throws Exception {
        Compute compute = shipped(manifests).compute();
        JsonNode resources = manifests.stoker().path("resources");
        int pods =
                manifests.all("LeaderWorkerSet").stream()
                        .mapToInt(group -> group.at("/spec/leaderWorkerTemplate/size").asInt())
                        .findFirst()
                        .orElse(1);

        assertEquals(compute.nodes().count(), pods);
        assertEquals(compute.parallelism().gpus(), pods * resources.at("/limits" + GPUS).asInt());
        assertEquals(resources.at("/limits" + GPUS), resources.at("/requests" + GPUS));
    }

    @ParameterizedTest
    @MethodSource(WITH_GPUS)
    void onlyNodesOfItsGpusWillDo(Manifests manifests) {
        assertTrue(manifests.pod().path("nodeSelector").has("nvidia.com/gpu.product"));
        assertEquals("nvidia.com/gpu", manifests.pod().at("/tolerations/0/key").asText());
    }

    @ParameterizedTest
    @MethodSource(WITH_GPUS)
    void theRevisionThatIsDownloadedIsTheOneThatIsServed(Manifests manifests) {
        JsonNode model = manifests.engine().path("model");
        String revision = pinned(model.path("revision").asText());
        JsonNode job = manifests.only("Job");
        JsonNode download = job.at("/spec/template/spec/containers/0");

        assertEquals(model.path("path").asText(), Environment.of(download).value("MODEL"));
        assertEquals(revision, Environment.of(download).value("REVISION"));
        assertEquals(revision, Environment.of(waiting(manifests)).value("REVISION"));
        assertEquals("stoker-weights-" + revision, job.at("/metadata/name").asText());
    }

    /// What is not pinned has no name, and Kubernetes refuses a Job whose name ends there.
    private static String pinned(String revision) {
        return revision.matches("[0-9a-f]{40}") ? revision : "";
    }

    @Test
    void oneOverlayAloneWaitsForItsOperatorToPinARevision() {
        List<String> waiting =
                Manifests.withGpus()
                        .filter(manifests -> !manifests.isPinned())
                        .map(Manifests::overlay)
                        .toList();

        assertEquals(List.of("b200x8-deepseek"), waiting);
    }

    @ParameterizedTest
    @MethodSource(WITH_GPUS)
    void thePodWaitsForTheMarkThatTheDownloadLeaves(Manifests manifests) {
        JsonNode download = manifests.only("Job").at("/spec/template/spec/containers/0");
        String mark = "\"/weights/$REVISION.complete\"";

        assertTrue(download.at("/command/2").asText().endsWith("&& touch " + mark));
        assertTrue(waiting(manifests).at("/command/2").asText().startsWith("until [ -e " + mark));
    }

    private static JsonNode waiting(Manifests manifests) {
        return manifests.pod().at("/initContainers/0");
    }

    @ParameterizedTest
    @MethodSource(WITH_GPUS)
    void whatIsDownloadedLiesWhereTheEngineLooks(Manifests manifests) {
        JsonNode download = manifests.only("Job").at("/spec/template/spec/containers/0");

        for (JsonNode container : List.of(download, manifests.stoker())) {
            Environment environment = Environment.of(container);
            assertEquals("weights", environment.volumeOf(environment.value("HF_HUB_CACHE")));
        }
        assertEquals(
                Optional.of("stoker-weights"),
                manifests.volume("weights").findValuesAsText("claimName").stream().findFirst());
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void theEngineFileIsMountedWhereStokerReadsIt(Manifests manifests) {
        Environment environment = Environment.of(manifests.stoker());

        assertEquals("engine", environment.volumeOf(environment.value("STOKER_ENGINE_FILES")));
        assertEquals(
                manifests.only("ConfigMap").at("/metadata/name"),
                manifests.volume("engine").at("/configMap/name"));
    }

    @ParameterizedTest
    @MethodSource(WITH_GPUS)
    void aLargeModelHasHalfAnHourAndMoreToLoad(Manifests manifests) {
        assertTrue(Grace.seconds(manifests.engine().path("start-timeout").asText()) >= 1800);
    }
}
