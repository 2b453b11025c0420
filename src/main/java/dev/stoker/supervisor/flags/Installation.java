package dev.stoker.supervisor.flags;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// An engine's program on this machine.
///
/// @param version of its Python package; for a plain program, one that changes with its file
public record Installation(Path program, String version) {
    /// Finds it without starting anything.
    ///
    /// @param word the program, by name or path
    /// @param distribution the Python package whose version counts
    /// @param search the value of `PATH`
    /// @return empty where the program is not installed
    public static Optional<Installation> of(
            String word, Optional<String> distribution, String search) {
        Optional<Path> program =
                word.contains("/")
                        ? Optional.of(Path.of(word))
                        : Arrays.stream(search.split(File.pathSeparator))
                                .map(directory -> Path.of(directory, word))
                                .filter(Files::isExecutable)
                                .findFirst();
        return program.filter(Files::isExecutable)
                .map(Path::toAbsolutePath)
                .map(found -> new Installation(found, version(found, distribution)));
    }

    /// That command with the program that was found.
    List<String> command(List<String> manual) {
        List<String> words = new ArrayList<>(manual);
        words.set(0, program.toString());
        return words;
    }

    private static String version(Path program, Optional<String> distribution) {
        try {
            Optional<String> released =
                    distribution.isPresent()
                            ? release(program, distribution.orElseThrow())
                            : Optional.empty();
            return released.isPresent() ? released.orElseThrow() : stamp(program);
        } catch (IOException e) {
            return "unknown";
        }
    }

    /// The folder that pip leaves beside a package carries its version.
    private static Optional<String> release(Path program, String distribution) throws IOException {
        // beside the link, not its target: a virtual environment links to the system's Python
        Path libraries = program.resolveSibling("../lib").normalize();
        if (!Files.isDirectory(libraries)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> pythons = Files.newDirectoryStream(libraries, "python3*")) {
            for (Path python : pythons) {
                Optional<String> version = releaseIn(python, distribution);
                if (version.isPresent()) {
                    return version;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> releaseIn(Path python, String distribution) throws IOException {
        for (String folder : new String[] {"site-packages", "dist-packages"}) {
            Path packages = python.resolve(folder);
            if (!Files.isDirectory(packages)) {
                continue;
            }
            String pattern = distribution + "-*.dist-info";
            try (DirectoryStream<Path> found = Files.newDirectoryStream(packages, pattern)) {
                for (Path info : found) {
                    String name = info.getFileName().toString();
                    return Optional.of(
                            name.substring(
                                    distribution.length() + 1,
                                    name.length() - ".dist-info".length()));
                }
            }
        }
        return Optional.empty();
    }

    private static String stamp(Path program) throws IOException {
        Path file = program.toRealPath();
        return "of-"
                + Files.getLastModifiedTime(file).toInstant().getEpochSecond()
                + "-"
                + Files.size(file);
    }
}
