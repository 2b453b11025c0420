package dev.stoker.app;

import dev.stoker.engine.catalog.CatalogLoader;
import dev.stoker.engine.catalog.EngineCatalog;
import dev.stoker.engine.catalog.InvalidCatalog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The files that describe the engines: reads them, and tells whether they changed.
final class EngineFiles {
    private final CatalogLoader loader;
    private final List<Path> paths;

    /// @param environment fills in what the files leave open
    EngineFiles(List<Path> configured, Map<String, String> environment) {
        this.loader = new CatalogLoader(environment);
        this.paths = loader.choose(configured);
    }

    /// @throws InvalidCatalog with every problem of every file
    EngineCatalog load() throws InvalidCatalog {
        return loader.load(paths);
    }

    /// Directories in which something happens when one of the files changes.
    List<Path> directories() {
        return paths.stream()
                .map(Path::toAbsolutePath)
                .map(path -> Files.isDirectory(path) ? path : path.getParent())
                .filter(Files::isDirectory)
                .distinct()
                .toList();
    }

    /// What stands in the files now; equal as long as nobody changes, adds or removes one. A file
    /// that cannot be read counts as empty.
    Map<Path, String> content() {
        Map<Path, String> content = new TreeMap<>();
        for (Path path : paths) {
            for (Path file : filesAt(path)) {
                content.put(file, text(file));
            }
        }
        return content;
    }

    private static List<Path> filesAt(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.filter(file -> file.toString().matches(".*\\.ya?ml")).toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            return "";
        }
    }
}
