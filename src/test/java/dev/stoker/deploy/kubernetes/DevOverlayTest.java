package dev.stoker.deploy.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/// The overlay for machines without a GPU wants nothing that a bare cluster lacks.
class DevOverlayTest {
    private final Manifests dev = Manifests.of("dev");

    @Test
    void itsEngineIsTheSimulator() {
        assertEquals("simulator", dev.engine().path("engine").asText());
    }

    @Test
    void itWantsNoGpuNoClaimAndNoRequiredSecret() {
        String all = dev.documents().toString();

        assertFalse(all.contains("nvidia.com/gpu"));
        assertFalse(all.contains("persistentVolumeClaim\""));
        assertFalse(all.contains("volumeClaimTemplates"));
        assertTrue(
                dev.pod().findValues("secretKeyRef").stream()
                        .allMatch(reference -> reference.path("optional").asBoolean()));
    }

    @Test
    void itKeepsWhatTheOthersSayOfSafety() {
        Manifests other = Manifests.of("h200x4");

        assertEquals(other.pod().path("securityContext"), dev.pod().path("securityContext"));
        assertEquals(other.stoker().path("securityContext"), dev.stoker().path("securityContext"));
    }

    @Test
    void itKeepsItsJobsInAnEmbeddedDatabase() {
        Environment environment = Environment.of(dev.stoker());

        assertEquals("true", environment.value("STOKER_DATABASE_EMBEDDED"));
        assertFalse(environment.names().contains("QUARKUS_DATASOURCE_JDBC_URL"));
        assertEquals(List.of(dev.stoker()), Manifests.containers(dev.pod()));
    }
}
