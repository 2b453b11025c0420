package dev.stoker.deploy.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.stoker.deploy.Checkout;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Kubernetes, KEDA and LeaderWorkerSet know every field of the manifests and accept its value.
class OfficialSchemaTest {
    private static final Path SCHEMAS = Path.of("src/test/resources/kubernetes/schemas.json");
    private static final JsonNode OFFICIAL = Checkout.yaml(SCHEMAS);

    private static Set<ValidationMessage> problems(JsonNode document) {
        String kind = document.path("apiVersion").asText() + "/" + document.path("kind").asText();
        ObjectNode schema = ((ObjectNode) OFFICIAL.path("kinds").required(kind)).deepCopy();
        schema.set("$defs", OFFICIAL.path("$defs"));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(schema)
                .validate(document);
    }

    @ParameterizedTest
    @MethodSource("dev.stoker.deploy.kubernetes.Manifests#all")
    void everyObjectIsValid(Manifests manifests) {
        for (JsonNode document : manifests.documents()) {
            assertEquals(Set.of(), problems(document), document.at("/metadata").toString());
        }
    }

    @Test
    void theExampleOfTheSecretIsValid() {
        assertEquals(
                Set.of(), problems(Checkout.yaml(Path.of("kubernetes/base/secret.example.yaml"))));
    }

    @Test
    void aMisspeltFieldOfAPodWouldBeFound() {
        ObjectNode set = Manifests.of("dev").only("StatefulSet").deepCopy();
        ((ObjectNode) set.at("/spec/template/spec")).put("terminationGracePeriod", 5);

        assertFalse(problems(set).isEmpty());
    }

    @Test
    void aNumberWhereAWordBelongsWouldBeFound() {
        ObjectNode object = Manifests.of("throughput").only("ScaledObject").deepCopy();
        ((ObjectNode) object.path("spec")).put("cooldownPeriod", "20m");

        assertFalse(problems(object).isEmpty());
    }
}
