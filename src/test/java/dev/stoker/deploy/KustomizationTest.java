package dev.stoker.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What kustomize is told, and what the operator brings.
class KustomizationTest {

    @ParameterizedTest
    @ValueSource(strings = {"kubernetes/base", "kubernetes/overlays/dev"})
    void everyFileThatIsNamedExists(Path directory) {
        JsonNode kustomization = Checkout.yaml(directory.resolve("kustomization.yaml"));
        List<String> named =
                List.of(
                                kustomization.path("resources").valueStream(),
                                kustomization.at("/configMapGenerator/0/files").valueStream(),
                                kustomization.path("patches").findValues("path").stream())
                        .stream()
                        .flatMap(files -> files.map(JsonNode::asText))
                        .toList();

        assertFalse(named.isEmpty());
        for (String file : named) {
            assertTrue(Files.exists(directory.resolve(file)), () -> file + " in " + directory);
        }
    }

    @Test
    void noSecretIsPartOfTheBase() {
        assertFalse(Manifests.files(Manifests.BASE).kinds().contains("Secret"));
    }

    @ParameterizedTest
    @MethodSource("dev.stoker.deploy.Manifests#base")
    void everyKeyThatThePodReadsIsInTheExampleOfTheSecret(Manifests base) {
        JsonNode example = Checkout.yaml(Path.of("kubernetes/base/secret.example.yaml"));
        Set<String> offered =
                example.path("stringData")
                        .propertyStream()
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> read = new TreeSet<>();

        for (JsonNode reference : base.pod().findValues("secretKeyRef")) {
            assertEquals(example.at("/metadata/name"), reference.path("name"));
            read.add(reference.path("key").asText());
        }

        assertEquals(offered, read);
    }

    @ParameterizedTest
    @MethodSource("dev.stoker.deploy.Manifests#base")
    void onlyWhatTheServiceCannotDoWithoutIsRequiredOfTheSecret(Manifests base) {
        List<String> required =
                base.pod().findValues("secretKeyRef").stream()
                        .filter(reference -> !reference.path("optional").asBoolean())
                        .map(reference -> reference.path("key").asText())
                        .sorted()
                        .toList();

        assertEquals(List.of("database-password", "database-url", "database-username"), required);
    }

    /// Where kubectl is absent, the next test stands alone.
    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("dev.stoker.deploy.Manifests#rendered")
    void whatIsRenderedRunsAPinnedImage(Manifests rendered) {
        for (JsonNode container : rendered.containers()) {
            String image = container.path("image").asText();
            assertTrue(image.matches("stoker:(?!latest).+"), image);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"kubernetes/base", "kubernetes/overlays/dev"})
    void kustomizeSetsThePinnedImage(Path directory) {
        JsonNode image = Checkout.yaml(directory.resolve("kustomization.yaml")).at("/images/0");

        assertEquals("stoker", image.path("name").asText());
        assertFalse(image.path("newTag").asText().matches("|latest"));
    }
}
