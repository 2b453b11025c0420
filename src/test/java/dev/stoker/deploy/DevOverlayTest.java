package dev.stoker.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The overlay for machines without a GPU wants nothing that a bare cluster lacks.
class DevOverlayTest {
    @Test
    void everyVariableThatItsPatchChangesIsOneOfTheBase() {
        JsonNode patch =
                Checkout.yaml(Manifests.DEV.resolve("deployment.yaml")).at("/spec/template/spec");
        List<String> base = Environment.of(Manifests.files(Manifests.BASE).stoker()).names();

        assertTrue(base.containsAll(new Environment(patch.at("/containers/0")).names()));
    }

    @ParameterizedTest
    @MethodSource("dev.stoker.deploy.Manifests#dev")
    void itsEngineIsTheSimulator(Manifests dev) {
        assertEquals("simulator", dev.engine().path("engine").asText());
    }

    @ParameterizedTest
    @MethodSource("dev.stoker.deploy.Manifests#dev")
    void itWantsNoGpuNoClaimAndNoRequiredSecret(Manifests dev) {
        assertFalse(dev.pod().toString().contains("nvidia.com/gpu"));
        assertFalse(dev.kinds().contains("PersistentVolumeClaim"));
        assertFalse(dev.pod().toString().contains("persistentVolumeClaim"));
        assertEquals(List.of(dev.stoker()), dev.containers());
        assertTrue(
                dev.pod().findValues("secretKeyRef").stream()
                        .allMatch(reference -> reference.path("optional").asBoolean()));
    }

    @ParameterizedTest
    @MethodSource("dev.stoker.deploy.Manifests#dev")
    void itKeepsWhatTheBaseSaysOfSafety(Manifests dev) {
        assertEquals(
                Manifests.files(Manifests.BASE).pod().path("securityContext"),
                dev.pod().path("securityContext"));
        assertEquals(
                Manifests.files(Manifests.BASE).stoker().path("securityContext"),
                dev.stoker().path("securityContext"));
    }

    @ParameterizedTest
    @MethodSource("dev.stoker.deploy.Manifests#dev")
    void itKeepsItsJobsInAnEmbeddedDatabase(Manifests dev) {
        Environment environment = Environment.of(dev.stoker());

        assertEquals("true", environment.value("STOKER_DATABASE_EMBEDDED"));
        assertFalse(environment.names().contains("QUARKUS_DATASOURCE_JDBC_URL"));
    }
}
