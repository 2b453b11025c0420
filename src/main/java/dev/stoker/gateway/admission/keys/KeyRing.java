package dev.stoker.gateway.admission.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The keys that open the door now; a changed file changes them.
public final class KeyRing {
    private static final System.Logger LOG = System.getLogger(KeyRing.class.getName());

    private final @Nullable Path file;
    private volatile Map<KeyHash, ApiKey> keys = Map.of();
    private volatile List<String> read = List.of();

    /// @param file absent for a door that is open to all
    /// @throws IllegalStateException for a file that cannot be used
    public KeyRing(Optional<Path> file) {
        this.file = file.orElse(null);
        file.ifPresent(this::load);
    }

    /// Whether everybody may come in.
    public boolean isOpen() {
        return file == null;
    }

    /// The key that was shown, if it is one.
    public Optional<ApiKey> find(String shown) {
        return Optional.ofNullable(keys.get(KeyHash.of(shown)));
    }

    /// Reads the file again if it changed; one that cannot be used leaves the keys as they were.
    /// Blocks on the disk; calls must not overlap.
    public void refresh() {
        if (file == null) {
            return;
        }
        try {
            List<String> lines = Files.readAllLines(file);
            if (!lines.equals(read)) {
                read = lines;
                replace(file, lines);
            }
        } catch (IOException e) {
            missing(file, e);
        }
    }

    /// Said once: nothing was read before the next time.
    private void missing(Path path, IOException cause) {
        if (!read.isEmpty()) {
            read = List.of();
            keep(path, cause.toString());
        }
    }

    private void load(Path path) {
        try {
            read = Files.readAllLines(path);
            keys = byHash(path, read);
        } catch (IOException e) {
            throw new UncheckedIOException("stoker.keys.file cannot be read: " + path, e);
        } catch (InvalidKeys e) {
            throw new IllegalStateException("stoker.keys.file: " + e.getMessage(), e);
        }
    }

    private void replace(Path path, List<String> lines) {
        try {
            keys = byHash(path, lines);
            LOG.log(System.Logger.Level.INFO, "keys changed file={0} keys={1}", path, keys.size());
        } catch (InvalidKeys e) {
            keep(path, String.valueOf(e.getMessage()));
        }
    }

    private static void keep(Path path, String problem) {
        LOG.log(
                System.Logger.Level.ERROR,
                "keys not changed file={0} problem=\"{1}\"",
                path,
                problem);
    }

    private static Map<KeyHash, ApiKey> byHash(Path path, List<String> lines) throws InvalidKeys {
        return KeyFile.parse(path.toString(), lines).stream()
                .collect(Collectors.toUnmodifiableMap(ApiKey::hash, Function.identity()));
    }
}
