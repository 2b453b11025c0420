package dev.stoker.deploy.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoker.deploy.Checkout;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What an overlay brings, and what the operator brings.
class OverlaysTest {
    private static final String ALL = "dev.stoker.deploy.kubernetes.Manifests#all";

    @ParameterizedTest
    @MethodSource(ALL)
    void noSecretIsPartOfAnOverlay(Manifests manifests) {
        assertEquals(List.of(), manifests.all("Secret"));
    }

    @Test
    void everyKeyThatIsReadIsInTheExampleOfTheSecret() {
        JsonNode example = Checkout.yaml(Path.of("kubernetes/base/secret.example.yaml"));
        Set<String> offered =
                example.path("stringData")
                        .propertyStream()
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> read = new TreeSet<>();

        Manifests.all()
                .flatMap(OverlaysTest::references)
                .forEach(reference -> {
                    assertEquals(example.at("/metadata/name"), reference.path("name"));
                    read.add(reference.path("key").asText());
                });

        assertEquals(offered, read);
    }

    private static Stream<JsonNode> references(Manifests manifests) {
        return manifests.documents().stream()
                .flatMap(document ->
                        Stream.concat(
                                document.findValues("secretKeyRef").stream(),
                                document.findValues("secretTargetRef").stream()
                                        .flatMap(JsonNode::valueStream)));
    }

    @ParameterizedTest
    @MethodSource("dev.stoker.deploy.kubernetes.Manifests#withGpus")
    void onlyWhatTheServiceCannotDoWithoutIsRequiredOfTheSecret(Manifests manifests) {
        Set<String> required =
                manifests.pods().stream()
                        .flatMap(pod -> pod.findValues("secretKeyRef").stream())
                        .filter(reference -> !reference.path("optional").asBoolean())
                        .map(reference -> reference.path("key").asText())
                        .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(Set.of("database-password", "database-url", "database-username"), required);
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void everyContainerRunsAPinnedImage(Manifests manifests) {
        manifests.pods().stream()
                .flatMap(pod -> Manifests.containers(pod).stream())
                .map(container -> container.path("image").asText())
                .forEach(image -> assertTrue(image.matches("stoker:(?!latest).+"), image));
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void everyOverlayIsInTheManual(Manifests manifests) {
        String row = "| `%s` |".formatted(manifests.overlay());

        assertTrue(
                Checkout.lines("docs/kubernetes.md").stream()
                        .anyMatch(line -> line.startsWith(row)),
                row);
    }
}
