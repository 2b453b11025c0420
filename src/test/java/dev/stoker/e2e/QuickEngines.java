package dev.stoker.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Simulated engines that start in a moment, and what they are asked.
final class QuickEngines {
    private QuickEngines() {}

    /// Writes the file of a simulated engine.
    ///
    /// @param models that it serves, with commas between
    /// @param more lines of its arguments
    static void write(Path directory, String name, String models, String more) throws IOException {
        Files.writeString(
                directory.resolve(name + ".yaml"),
                """
                name: %s
                engine: simulator
                model:
                  path: simulated
                  served-names: [%s]
                args:
                  startup: 0.5s
                  prefill-tokens-per-second: 400000
                  decode-tokens-per-second: 500
                """
                                .formatted(name, models)
                        + more);
    }

    static String body(String model, boolean streamed) {
        return body(model, streamed, 8);
    }

    static String body(String model, boolean streamed, int tokens) {
        return """
        {"model": "%s", "stream": %s, "stream_options": {"include_usage": true}, "max_tokens": %d,
         "messages": [{"role": "user", "content": "Hello"}]}
        """
                .formatted(model, streamed, tokens);
    }
}
