package dev.stoker.plan;

import dev.stoker.engine.Model;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// Where a model's files lie on this machine.
record ModelFolder(Path path) {
    private static final String CONFIG = "config.json";

    /// Looks at the model's path, then in the hub's cache.
    ///
    /// @param hub the cache's directory: `~/.cache/huggingface/hub`
    /// @throws NoPlan where neither has the model's `config.json`
    static ModelFolder of(Model model, Path hub) {
        Path snapshots =
                hub.resolve("models--" + model.path().replace("/", "--")).resolve("snapshots");
        return Stream.of(Optional.of(Path.of(model.path())), snapshot(model, snapshots))
                .flatMap(Optional::stream)
                .filter(folder -> Files.isRegularFile(folder.resolve(CONFIG)))
                .findFirst()
                .map(ModelFolder::new)
                .orElseThrow(() ->
                        new NoPlan(
                                "no config.json of %s on this machine, neither in %s nor in %s; name one with --config"
                                        .formatted(model.path(), model.path(), snapshots)));
    }

    Path config() {
        return path.resolve(CONFIG);
    }

    /// The size of the weights' files, where the weights are here.
    OptionalLong weightBytes() {
        try (Stream<Path> files = Files.list(path)) {
            List<Path> weights =
                    files.filter(file -> file.toString().endsWith(".safetensors")).toList();
            return weights.isEmpty()
                    ? OptionalLong.empty()
                    : OptionalLong.of(weights.stream().mapToLong(ModelFolder::size).sum());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> snapshot(Model model, Path snapshots) {
        if (model.revision().isPresent()) {
            return model.revision().map(snapshots::resolve);
        }
        if (!Files.isDirectory(snapshots)) {
            return Optional.empty();
        }
        try (Stream<Path> folders = Files.list(snapshots)) {
            return folders.sorted().findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
