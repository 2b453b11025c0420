package dev.stoker.deploy.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stoker.deploy.Command;
import dev.stoker.deploy.kubernetes.Manifests;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// A real API server says of each overlay what it would do, and has nothing to object to.
@Tag("cluster")
@ExtendWith(RunningCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DryRunIT {
    private static final String DRY = "--dry-run=server";

    private Place place;

    @BeforeAll
    void makeTheNamespace(Kubectl kubectl) throws Exception {
        place = Place.make(kubectl, "dry", "dev");
    }

    @ParameterizedTest
    @MethodSource("dev.stoker.deploy.kubernetes.Manifests#complete")
    void everyObjectIsAcceptedWithoutAWarning(Manifests manifests) throws Exception {
        Command apply = place.to(manifests.folder()).rehearse();

        assertEquals("", apply.errors());
        assertEquals(0, apply.status());
        apply.output()
                .lines()
                .forEach(line -> assertTrue(line.endsWith(" created (server dry run)"), line));
    }

    @Test
    void weightsWithoutARevisionAreRefused() throws Exception {
        Command apply = place.to(Overlay.folder("b200x8-deepseek")).rehearse();

        assertNotEquals(0, apply.status());
        assertTrue(apply.errors().contains("\"stoker-weights-\" is invalid"), apply.errors());
    }

    @Test
    void theExampleOfTheSecretIsAccepted(Kubectl kubectl) throws Exception {
        kubectl.must("apply", "-n", place.name(), DRY, "-f", "kubernetes/base/secret.example.yaml");
    }

    /// No controller of groups runs here, so their pods are asked about one by one.
    @Test
    void aPodOfAGroupIsAccepted(@TempDir Path scratch, Kubectl kubectl) throws Exception {
        ObjectNode pod = (ObjectNode) Manifests.of("h100x16").template().deepCopy();
        pod.put("apiVersion", "v1").put("kind", "Pod");
        pod.withObject("metadata").put("name", "stoker-0");
        ((ObjectNode) pod.path("spec"))
                .withArray("volumes")
                .addObject()
                .put("name", "state")
                .putObject("emptyDir");
        Path file = Files.writeString(scratch.resolve("pod.json"), pod.toString());
        Place group = Place.make(kubectl, "group", "h100x16");
        group.apply();

        kubectl.must("create", "-n", group.name(), DRY, "-f", file.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    StatefulSet | /spec/replica                     | 1     | unknown field
                    StatefulSet | /spec/replicas                    | -1    | greater than or equal to 0
                    StatefulSet | /spec/template/spec/hostNetwork   | true  | violate PodSecurity
                    StatefulSet | /spec/template/spec/nodeName      | a_b   | nodeName
                    StatefulSet | /spec/template/spec/containers/0/resources/limits/memory | 1Mi | must be less than or equal to memory limit
                    Job         | /metadata/name                    | Main  | RFC 1123
                    Service     | /spec/ports/0/targetPort          | a.b   | targetPort
                    """)
    void whatIsBrokenIsRefused(
            String kind, String path, String value, String complaint, @TempDir Path scratch)
            throws Exception {
        Path broken = Overlay.of("h200x4", scratch).patched(kind, path, value);

        Command apply = place.to(broken).rehearse();

        assertNotEquals(0, apply.status(), apply.output());
        assertTrue(apply.errors().contains(complaint), apply.errors());
    }
}
