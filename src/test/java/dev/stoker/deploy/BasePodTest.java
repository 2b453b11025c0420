package dev.stoker.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the pod may do and what it keeps.
class BasePodTest {
    @ParameterizedTest
    @MethodSource("dev.stoker.deploy.Manifests#base")
    void everythingThatThePodNeedsIsThere(Manifests base) {
        List<String> kinds =
                base.kinds().stream().filter(kind -> !kind.equals("ConfigMap")).toList();

        assertEquals(
                List.of("Deployment", "PersistentVolumeClaim", "Service", "ServiceAccount"), kinds);
    }

    @ParameterizedTest
    @MethodSource("dev.stoker.deploy.Manifests#base")
    void nothingRunsAsRootOrWritesToItsImage(Manifests base) {
        JsonNode security = base.pod().path("securityContext");

        assertTrue(security.path("runAsNonRoot").asBoolean());
        assertTrue(security.path("runAsUser").asInt() > 0);
        assertEquals("RuntimeDefault", security.at("/seccompProfile/type").asText());
        for (JsonNode container : base.containers()) {
            JsonNode own = container.path("securityContext");
            assertTrue(own.path("readOnlyRootFilesystem").asBoolean());
            assertFalse(own.path("allowPrivilegeEscalation").asBoolean(true));
            assertEquals("ALL", own.at("/capabilities/drop/0").asText());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.stoker.deploy.Manifests#base")
    void thePodHasNoTokenOfTheCluster(Manifests base) {
        assertFalse(base.pod().path("automountServiceAccountToken").asBoolean(true));
        assertFalse(
                base.only("ServiceAccount").path("automountServiceAccountToken").asBoolean(true));
        assertEquals(
                base.only("ServiceAccount").at("/metadata/name"),
                base.pod().path("serviceAccountName"));
    }

    @ParameterizedTest
    @MethodSource("dev.stoker.deploy.Manifests#base")
    void noVariableOfKubernetesPassesForASetting(Manifests base) {
        assertFalse(base.pod().path("enableServiceLinks").asBoolean(true));
    }

    @ParameterizedTest
    @MethodSource("dev.stoker.deploy.Manifests#base")
    void everyMountIsAVolumeAndEveryVolumeIsMounted(Manifests base) {
        Set<String> mounted = new TreeSet<>();
        for (JsonNode container : base.containers()) {
            container
                    .path("volumeMounts")
                    .forEach(mount -> mounted.add(mount.path("name").asText()));
        }
        Set<String> declared = new TreeSet<>();
        base.pod().path("volumes").forEach(volume -> declared.add(volume.path("name").asText()));

        assertEquals(declared, mounted);
    }

    @ParameterizedTest
    @MethodSource("dev.stoker.deploy.Manifests#base")
    void whatMustSurviveThePodLiesOnTheClaim(Manifests base) {
        Environment environment = Environment.of(base.stoker());
        JsonNode cache = base.volume("cache");

        assertEquals(
                base.only("PersistentVolumeClaim").at("/metadata/name"),
                cache.at("/persistentVolumeClaim/claimName"));
        for (String variable :
                List.of(
                        "STOKER_STATE_DIRECTORY",
                        "HOME",
                        "XDG_CACHE_HOME",
                        "TORCHINDUCTOR_CACHE_DIR")) {
            assertEquals("cache", environment.volumeOf(environment.value(variable)), variable);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.stoker.deploy.Manifests#base")
    void workersShareMemoryThatFitsThePod(Manifests base) {
        JsonNode shared = base.volume("shared-memory").path("emptyDir");

        assertEquals("Memory", shared.path("medium").asText());
        assertTrue(
                gibibytes(shared.path("sizeLimit"))
                        < gibibytes(base.stoker().at("/resources/limits/memory")));
    }

    private static int gibibytes(JsonNode quantity) {
        return Integer.parseInt(quantity.asText().replace("Gi", ""));
    }
}
