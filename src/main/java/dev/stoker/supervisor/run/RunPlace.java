package dev.stoker.supervisor.run;

import dev.stoker.supervisor.memory.PrivateDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;

/// Where the runs of one engine keep their files, one run after the other.
///
/// @param directory of the engine's configuration
/// @param scratch for sockets and other passing files; its path is short, since the kernel allows a
///   socket's path 107 bytes
record RunPlace(Path directory, Path scratch) {
    private static final int SHORT = 12;

    static RunPlace of(Path stateDirectory, String engine) {
        Path directory = stateDirectory.resolve("engines").resolve(engine);
        String name = "stoker-" + digest(directory.toAbsolutePath().toString());
        return new RunPlace(directory, Path.of(System.getProperty("java.io.tmpdir"), name));
    }

    /// What a dead run left here (sockets, locks, an older configuration) must not reach the next.
    void empty() throws IOException {
        empty(directory);
        empty(scratch);
    }

    /// Tells the engine to use the scratch directory, and the guard to remove it.
    Map<String, String> environment() {
        return Map.of("TMPDIR", scratch.toString(), "STOKER_SCRATCH", scratch.toString());
    }

    /// Twelve characters that stand for the text.
    static String digest(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, SHORT);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static void empty(Path directory) throws IOException {
        if (Files.exists(directory)) {
            remove(directory);
        }
        PrivateDirectory.make(directory);
    }

    /// With all that is in it.
    static void remove(Path directory) throws IOException {
        try (Stream<Path> content = Files.walk(directory)) {
            for (Path old : content.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(old);
            }
        }
    }
}
