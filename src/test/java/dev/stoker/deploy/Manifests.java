package dev.stoker.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The Kubernetes objects of one kustomization, and the engine file that they carry.
///
/// @param origin for messages: plain files, or what kustomize made of them
record Manifests(String origin, List<JsonNode> documents, JsonNode engine) {
    static final Path BASE = Path.of("kubernetes/base");
    static final Path DEV = Path.of("kubernetes/overlays/dev");

    /// The plain files always and, where this machine has kubectl, what it makes of them.
    static Stream<Manifests> base() throws IOException, InterruptedException {
        return Stream.concat(Stream.of(files(BASE)), rendered(BASE));
    }

    /// As [#base], for the overlay without a GPU.
    static Stream<Manifests> dev() throws IOException, InterruptedException {
        return Stream.concat(Stream.of(files(DEV)), rendered(DEV));
    }

    /// Empty where this machine has no kubectl.
    static Stream<Manifests> rendered() throws IOException, InterruptedException {
        return Stream.concat(rendered(BASE), rendered(DEV));
    }

    static Manifests files(Path directory) {
        return new Manifests(
                "files of " + directory,
                documents(directory),
                Checkout.yaml(directory.resolve("engine.yaml")));
    }

    private static List<JsonNode> documents(Path directory) {
        JsonNode kustomization = Checkout.yaml(directory.resolve("kustomization.yaml"));
        List<JsonNode> documents = new ArrayList<>();
        for (JsonNode resource : kustomization.path("resources")) {
            Path path = directory.resolve(resource.asText()).normalize();
            documents.addAll(
                    Files.isDirectory(path) ? documents(path) : List.of(Checkout.yaml(path)));
        }
        for (JsonNode path : kustomization.path("patches").findValues("path")) {
            patch(documents, Checkout.yaml(directory.resolve(path.asText())));
        }
        return documents;
    }

    private static void patch(List<JsonNode> documents, JsonNode patch) {
        if (Patch.deletes(patch)) {
            documents.removeIf(document -> isSame(document, patch));
        }
        documents.replaceAll(
                document -> isSame(document, patch) ? Patch.apply(document, patch) : document);
    }

    private static boolean isSame(JsonNode document, JsonNode patch) {
        return kind(document).equals(kind(patch))
                && document.at("/metadata/name").equals(patch.at("/metadata/name"));
    }

    private static Stream<Manifests> rendered(Path directory)
            throws IOException, InterruptedException {
        if (!Command.exists("kubectl")) {
            return Stream.of();
        }
        Command kustomize = Command.run("kubectl", "kustomize", directory.toString());
        if (kustomize.status() != 0) {
            throw new IOException(
                    "%s does not render: %s".formatted(directory, kustomize.errors()));
        }
        List<JsonNode> documents = Checkout.documents(kustomize.output());
        return Stream.of(new Manifests("rendered " + directory, documents, engineIn(documents)));
    }

    private static JsonNode engineIn(List<JsonNode> documents) {
        return documents.stream()
                .filter(document -> kind(document).equals("ConfigMap"))
                .map(document -> document.at("/data/engine.yaml").asText())
                .map(engine -> Checkout.documents(engine).getFirst())
                .findFirst()
                .orElseThrow();
    }

    private static String kind(JsonNode document) {
        return document.path("kind").asText();
    }

    List<String> kinds() {
        return documents.stream().map(Manifests::kind).sorted().toList();
    }

    JsonNode only(String kind) {
        return documents.stream()
                .filter(document -> kind(document).equals(kind))
                .reduce((one, other) -> {
                    throw new IllegalStateException("several of " + kind);
                })
                .orElseThrow();
    }

    JsonNode pod() {
        return only("Deployment").at("/spec/template/spec");
    }

    JsonNode volume(String name) {
        return pod().path("volumes")
                .valueStream()
                .filter(volume -> volume.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /// The container that runs Stoker.
    JsonNode stoker() {
        return pod().path("containers").path(0);
    }

    List<JsonNode> containers() {
        return Stream.of("initContainers", "containers")
                .flatMap(list -> pod().path(list).valueStream())
                .toList();
    }

    @Override
    public String toString() {
        return origin;
    }
}
