package dev.stoker.deploy.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoker.deploy.Checkout;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The Kubernetes objects of one overlay as kustomize renders them, and the engine file in them.
///
/// Read from the golden files that [RenderedTest] holds against kustomize, so that these tests run
/// where there is no kubectl.
///
/// @param overlay the name of its folder
public record Manifests(String overlay, List<JsonNode> documents) {
    static final Path OVERLAYS = Path.of("kubernetes/overlays");

    static Stream<Manifests> all() {
        return overlays().map(Manifests::of);
    }

    static Stream<String> overlays() {
        return Checkout.filesBelow(OVERLAYS.toString()).stream()
                .filter(file -> file.endsWith("kustomization.yaml"))
                .map(file -> OVERLAYS.relativize(file).getName(0).toString());
    }

    /// Those with real engines.
    static Stream<Manifests> withGpus() {
        return all().filter(manifests -> !manifests.overlay.equals("dev"));
    }

    /// Those that can be applied as they are.
    static Stream<Manifests> complete() {
        return all().filter(Manifests::isPinned);
    }

    public static Manifests of(String overlay) {
        return new Manifests(overlay, Checkout.documents(Checkout.text(golden(overlay))));
    }

    static Path golden(String overlay) {
        return Path.of("src/test/resources/golden/kubernetes", overlay + ".yaml");
    }

    public Path folder() {
        return OVERLAYS.resolve(overlay);
    }

    public List<JsonNode> all(String kind) {
        return documents.stream()
                .filter(document -> document.path("kind").asText().equals(kind))
                .toList();
    }

    JsonNode only(String kind) {
        return all(kind).stream()
                .reduce((one, other) -> {
                    throw new IllegalStateException("several of " + kind);
                })
                .orElseThrow();
    }

    JsonNode named(String kind, String name) {
        return all(kind).stream()
                .filter(document -> document.at("/metadata/name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /// Whether it says which revision of its weights it downloads, if any.
    boolean isPinned() {
        return all("Job").stream()
                .noneMatch(job -> job.at("/metadata/name").asText().endsWith("-"));
    }

    JsonNode engine() {
        String file = only("ConfigMap").at("/data/engine.yaml").asText();
        return Checkout.documents(file).getFirst();
    }

    /// A group of nodes has one template for all its pods.
    public JsonNode template() {
        return all("LeaderWorkerSet").stream()
                .map(group -> group.at("/spec/leaderWorkerTemplate/workerTemplate"))
                .findFirst()
                .orElseGet(() -> only("StatefulSet").at("/spec/template"));
    }

    public JsonNode pod() {
        return template().path("spec");
    }

    JsonNode volume(String name) {
        return pod().path("volumes")
                .valueStream()
                .filter(volume -> volume.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /// The container that runs Stoker.
    public JsonNode stoker() {
        return pod().path("containers").path(0);
    }

    /// All containers of a pod, those that come before the others first.
    static List<JsonNode> containers(JsonNode pod) {
        return Stream.of("initContainers", "containers")
                .flatMap(list -> pod.path(list).valueStream())
                .toList();
    }

    /// Every pod that is ever made: Stoker's own, that of the download, the front.
    List<JsonNode> pods() {
        return Stream.concat(
                        Stream.of(pod()),
                        Stream.of("Job", "Deployment")
                                .flatMap(kind -> all(kind).stream())
                                .map(owner -> owner.at("/spec/template/spec")))
                .toList();
    }

    @Override
    public String toString() {
        return overlay;
    }
}
