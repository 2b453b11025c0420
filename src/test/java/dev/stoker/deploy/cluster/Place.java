package dev.stoker.deploy.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoker.deploy.Checkout;
import dev.stoker.deploy.Command;
import dev.stoker.testkit.Eventually;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// A namespace of its own for one overlay, which refuses pods that are not `restricted`.
///
/// @param name of the namespace
/// @param overlay the folder that is applied
record Place(Kubectl kubectl, String name, Path overlay) {
    private static final Path RESOURCES = Path.of("src/test/resources/kubernetes/cluster");
    private static final Duration LIMIT = Duration.ofMinutes(3);

    /// @param purpose why, the first part of its name
    /// @param overlay one of the repository's, the second part
    static Place make(Kubectl kubectl, String purpose, String overlay) throws Exception {
        String name = purpose + "-" + overlay;
        Place place = new Place(kubectl, name, Overlay.folder(overlay));
        create(kubectl, "place.yaml", name, Map.of("NAME", name));
        place.eventually("serviceaccounts", accounts -> !accounts.isEmpty());
        return place;
    }

    /// Creates what a file of the test's resources describes.
    ///
    /// @param values to put in place of the capital words of the file
    static void create(Kubectl kubectl, String file, String name, Map<String, String> values)
            throws Exception {
        String text = Checkout.text(RESOURCES.resolve(file));
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace(value.getKey(), value.getValue());
        }
        Path filled = kubectl.directory().resolve(name + "-" + file);
        kubectl.must("create", "-f", Files.writeString(filled, text).toString());
    }

    /// The same namespace, for what comes after the overlay.
    Place to(Path next) {
        return new Place(kubectl, name, next);
    }

    void apply() throws Exception {
        kubectl.must("apply", "-n", name, "-k", overlay.toString());
    }

    /// Asks what would become of each object.
    Command rehearse() throws Exception {
        return kubectl.run("apply", "-n", name, "--dry-run=server", "-k", overlay.toString());
    }

    /// What applying would change. What `apply` calls configured need not be: it sends some lists
    /// again and again, and the server finds nothing new in them.
    List<String> differences() throws Exception {
        return kubectl.must("diff", "-n", name, "-k", overlay.toString());
    }

    List<JsonNode> list(String kind) throws Exception {
        return kubectl.get(kind, "-n", name).path("items").valueStream().toList();
    }

    /// Lists all of a kind until the list pleases.
    List<JsonNode> eventually(String kind, Predicate<List<JsonNode>> pleases) throws Exception {
        return Eventually.becomes(LIMIT, () -> list(kind), pleases);
    }

    /// The pod whose label `app.kubernetes.io/name` is that, once there is one.
    JsonNode pod(String label) throws Exception {
        return eventually("pods", pods -> pods.stream().anyMatch(pod -> isNamed(pod, label)))
                .stream()
                .filter(pod -> isNamed(pod, label))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isNamed(JsonNode pod, String label) {
        return pod.at("/metadata/labels/app.kubernetes.io~1name").asText().equals(label);
    }

    /// Sets a field of an object's wish, besides what the overlay says.
    void change(String object, String field, Object value) throws Exception {
        String patch = "{\"spec\": {\"%s\": %s}}".formatted(field, value);
        kubectl.must("patch", object, "-n", name, "--type=merge", "-p", patch);
    }
}
