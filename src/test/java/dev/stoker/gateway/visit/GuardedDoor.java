package dev.stoker.gateway.visit;

import dev.stoker.gateway.admission.keys.KeyHash;
import dev.stoker.gateway.relay.TestFleet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// A door with keys, limits, a line before the engine `narrow`, CORS and an access log.
public class GuardedDoor extends TestFleet.Profile {
    /// May use what it likes.
    static final String ALICE = "alices-secret";

    /// One request at once.
    static final String ONE_AT_ONCE = "ones-secret";

    /// One request at once, of the test that lists prompts.
    static final String PROMPTS = "promptss-secret";

    /// 2,000 tokens a minute.
    static final String FEW_TOKENS = "fews-secret";

    /// Always behind the others.
    static final String BATCH = "batchs-secret";

    /// The tokens that the engine `narrow` may have in work.
    static final int CAPACITY = 1_000;

    /// The origin that a browser may come from.
    static final String ORIGIN = "https://chat.example.com";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.ofEntries(
                Map.entry("stoker.keys.file", keys().toString()),
                Map.entry("stoker.admission.tokens.narrow", Integer.toString(CAPACITY)),
                Map.entry("stoker.admission.tokens.curious", "learned"),
                Map.entry("stoker.admission.longest-line", "2"),
                Map.entry("stoker.access-log.enabled", "true"),
                Map.entry("quarkus.http.limits.max-initial-line-length", "4096"),
                Map.entry("quarkus.http.limits.max-header-size", "8K"),
                Map.entry("quarkus.http.cors.enabled", "true"),
                Map.entry("quarkus.http.cors.origins", ORIGIN),
                Map.entry("quarkus.http.cors.methods", "GET,POST,DELETE"));
    }

    private static Path keys() {
        try {
            Path file = Files.createTempFile("stoker-keys", ".txt");
            file.toFile().deleteOnExit();
            return Files.writeString(
                    file,
                    line("alice", ALICE, "")
                            + line("one", ONE_AT_ONCE, "concurrency=1")
                            + line("prompts", PROMPTS, "concurrency=1")
                            + line("few", FEW_TOKENS, "tokens-per-minute=2000")
                            + line("night", BATCH, "class=batch"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(String name, String secret, String limits) {
        return "%s %s %s%n".formatted(name, KeyHash.of(secret).hex(), limits);
    }
}
