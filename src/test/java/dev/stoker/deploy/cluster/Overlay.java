package dev.stoker.deploy.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// An overlay of the repository with one more change, as an operator would lay over it.
///
/// @param base the folder of the repository's
/// @param folder where the change is written
record Overlay(Path base, Path folder) {

    static Path folder(String overlay) {
        return Path.of("kubernetes/overlays", overlay);
    }

    /// @param scratch an empty folder anywhere
    static Overlay of(String overlay, Path scratch) {
        return new Overlay(folder(overlay), scratch);
    }

    /// One field of the first object of that kind set to a value.
    Path patched(String kind, String path, String value) throws IOException {
        return write(
                """
                patches:
                  - patch: '[{"op": "add", "path": "%s", "value": %s}]'
                    target: {kind: %s}
                """
                        .formatted(
                                path, value.matches("-?\\d+|true") ? value : quoted(value), kind));
    }

    /// Another release of Stoker.
    Path tagged(String tag) throws IOException {
        return write(
                """
                images:
                  - name: stoker
                    newTag: %s
                """
                        .formatted(tag));
    }

    private static String quoted(String value) {
        return '"' + value + '"';
    }

    private Path write(String change) throws IOException {
        // kustomize takes relative paths alone
        Path resource = folder.toRealPath().relativize(base.toRealPath());
        Files.writeString(
                folder.resolve("kustomization.yaml"),
                """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                resources:
                  - %s
                """
                                .formatted(resource)
                        + change);
        return folder;
    }
}
