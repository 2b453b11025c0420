package dev.stoker.deploy.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What pods may do and what they keep.
class PodTest {
    private static final String ALL = "dev.stoker.deploy.kubernetes.Manifests#all";

    @ParameterizedTest
    @MethodSource(ALL)
    void nothingRunsAsRootOrWritesToItsImage(Manifests manifests) {
        for (JsonNode pod : manifests.pods()) {
            JsonNode security = pod.path("securityContext");
            assertTrue(security.path("runAsNonRoot").asBoolean());
            assertTrue(security.path("runAsUser").asInt() > 0);
            assertEquals("RuntimeDefault", security.at("/seccompProfile/type").asText());
            for (JsonNode container : Manifests.containers(pod)) {
                JsonNode own = container.path("securityContext");
                assertTrue(own.path("readOnlyRootFilesystem").asBoolean());
                assertFalse(own.path("allowPrivilegeEscalation").asBoolean(true));
                assertEquals("ALL", own.at("/capabilities/drop/0").asText());
            }
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void noPodHasATokenOfTheCluster(Manifests manifests) {
        JsonNode account = manifests.only("ServiceAccount");

        assertFalse(account.path("automountServiceAccountToken").asBoolean(true));
        for (JsonNode pod : manifests.pods()) {
            assertFalse(pod.path("automountServiceAccountToken").asBoolean(true));
            assertEquals(account.at("/metadata/name"), pod.path("serviceAccountName"));
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void noVariableOfKubernetesPassesForASetting(Manifests manifests) {
        for (JsonNode pod : manifests.pods()) {
            assertFalse(pod.path("enableServiceLinks").asBoolean(true));
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void everyMountIsAVolumeAndEveryVolumeIsMounted(Manifests manifests) {
        for (JsonNode pod : manifests.pods()) {
            Set<String> mounted = new TreeSet<>();
            for (JsonNode container : Manifests.containers(pod)) {
                mounted.addAll(names(container.path("volumeMounts")));
            }
            Set<String> declared = names(pod.path("volumes"));
            if (pod.equals(manifests.pod())) {
                declared.addAll(claimed(manifests));
            }

            assertEquals(declared, mounted);
        }
    }

    private static Set<String> names(JsonNode list) {
        Set<String> names = new TreeSet<>();
        list.forEach(entry -> names.add(entry.path("name").asText()));
        return names;
    }

    private static Set<String> claimed(Manifests manifests) {
        Set<String> names = new TreeSet<>();
        for (JsonNode templates : manifests.documents()) {
            templates
                    .findPath("volumeClaimTemplates")
                    .forEach(claim -> names.add(claim.at("/metadata/name").asText()));
        }
        return names;
    }

    @ParameterizedTest
    @MethodSource("dev.stoker.deploy.kubernetes.Manifests#withGpus")
    void whatMustSurviveAPodLiesOnAClaimOfItsOwn(Manifests manifests) {
        Environment environment = Environment.of(manifests.stoker());

        assertEquals(Set.of("state"), claimed(manifests));
        for (String variable :
                List.of(
                        "STOKER_STATE_DIRECTORY",
                        "HOME",
                        "XDG_CACHE_HOME",
                        "HF_HOME",
                        "TORCHINDUCTOR_CACHE_DIR",
                        "TRITON_CACHE_DIR")) {
            assertEquals("state", environment.volumeOf(environment.value(variable)), variable);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void workersShareMemoryThatFitsThePod(Manifests manifests) {
        JsonNode shared = manifests.volume("shared-memory").path("emptyDir");

        assertEquals("Memory", shared.path("medium").asText());
        assertTrue(
                mebibytes(shared.path("sizeLimit"))
                        < mebibytes(manifests.stoker().at("/resources/limits/memory")));
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void podsSpreadOverNodes(Manifests manifests) {
        JsonNode spread = manifests.pod().at("/topologySpreadConstraints/0");

        assertEquals("kubernetes.io/hostname", spread.path("topologyKey").asText());
        assertEquals(
                manifests.template().at("/metadata/labels"),
                spread.at("/labelSelector/matchLabels"));
    }

    private static long mebibytes(JsonNode quantity) {
        String text = quantity.asText();
        long number = Long.parseLong(text.substring(0, text.length() - 2));
        return text.endsWith("Gi") ? number * 1024 : number;
    }
}
