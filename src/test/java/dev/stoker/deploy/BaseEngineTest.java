package dev.stoker.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The pod repeats what its engine file says: GPUs, model, patience.
class BaseEngineTest {
    @ParameterizedTest
    @MethodSource("dev.stoker.deploy.Manifests#base")
    void thePodGetsTheGpusThatItsEngineWants(Manifests base) {
        JsonNode parallelism = base.engine().path("parallelism");
        int engineGpus =
                Stream.of("tensor", "pipeline", "data")
                        .mapToInt(axis -> parallelism.path(axis).asInt(1))
                        .reduce(1, (one, other) -> one * other);
        JsonNode resources = base.stoker().path("resources");

        assertEquals(engineGpus, base.engine().path("gpus").asInt());
        assertEquals(engineGpus, resources.at("/limits/nvidia.com~1gpu").asInt());
        assertEquals(
                resources.at("/limits/nvidia.com~1gpu"), resources.at("/requests/nvidia.com~1gpu"));
    }

    @ParameterizedTest
    @MethodSource("dev.stoker.deploy.Manifests#base")
    void theRevisionThatIsDownloadedIsTheOneThatIsServed(Manifests base) {
        List<String> download =
                base.pod()
                        .at("/initContainers/0/command")
                        .valueStream()
                        .map(JsonNode::asText)
                        .toList();

        JsonNode model = base.engine().path("model");
        assertEquals(
                List.of(
                        "hf",
                        "download",
                        model.path("path").asText(),
                        "--revision",
                        model.path("revision").asText()),
                download);
    }

    @ParameterizedTest
    @MethodSource("dev.stoker.deploy.Manifests#base")
    void whatIsDownloadedLiesWhereTheEngineLooks(Manifests base) {
        Set<String> homes =
                base.containers().stream()
                        .map(container -> Environment.of(container).value("HF_HOME"))
                        .collect(Collectors.toSet());

        assertEquals(1, homes.size());
        assertEquals("cache", Environment.of(base.stoker()).volumeOf(homes.iterator().next()));
    }

    @ParameterizedTest
    @MethodSource("dev.stoker.deploy.Manifests#base")
    void theStartupProbeIsAsPatientAsTheEngineFile(Manifests base) {
        JsonNode probe = base.stoker().path("startupProbe");
        int patience = probe.path("periodSeconds").asInt() * probe.path("failureThreshold").asInt();

        assertEquals(1800, patience);
        assertEquals(Grace.seconds(base.engine().path("start-timeout").asText()), patience);
    }

    @ParameterizedTest
    @MethodSource("dev.stoker.deploy.Manifests#base")
    void theEngineFileIsMountedWhereStokerReadsIt(Manifests base) {
        Environment environment = Environment.of(base.stoker());

        assertEquals("engine", environment.volumeOf(environment.value("STOKER_ENGINE_FILES")));
        assertTrue(
                base.volume("engine").at("/configMap/name").asText().startsWith("stoker-engine"));
    }

    @ParameterizedTest
    @MethodSource("dev.stoker.deploy.Manifests#base")
    void theOldPodGivesItsGpuBackBeforeTheNewOneStarts(Manifests base) {
        assertEquals("Recreate", base.only("Deployment").at("/spec/strategy/type").asText());
    }
}
