package dev.stoker.inference;

import dev.stoker.engine.EngineSpec;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What can be done now with a request for a model.
public sealed interface Route {
    /// Send it there.
    record Serve(EngineSpec engine, long run, URI endpoint) implements Route {
        /// Of the engine, for counting.
        public String name() {
            return engine.name();
        }

        /// Requests that the engine computes at once; empty where that is not known.
        public OptionalInt places() {
            return engine.places();
        }

        /// Whether the engine lets interactive requests overtake those of a batch.
        public boolean ordersByPriority() {
            return engine.dialect().headers().priority().isPresent();
        }
    }

    /// Not yet: ask again.
    ///
    /// @param retryAfter 1 to 60 s: OpenAI's clients ignore longer waits
    /// @param phase for people: `loading weights`
    record Wait(Duration retryAfter, String phase, int percent, Optional<Duration> timeLeft)
            implements Route {}

    /// Not before someone acts.
    record Broken(String cause, String detail) implements Route {}

    /// No engine has that name.
    record Unknown(List<String> served) implements Route {}
}
