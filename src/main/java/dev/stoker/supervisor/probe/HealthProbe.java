package dev.stoker.supervisor.probe;

import dev.stoker.engine.EngineDialect.Nap.Call;
import dev.stoker.engine.EngineSpec;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// Asks a running engine how it is; a seam to the engine's HTTP interface.
///
/// Each call blocks its virtual thread, and no engine is asked two things at once.
public interface HealthProbe {

    /// Whom to ask.
    record Target(EngineSpec spec, URI endpoint) {}

    /// How far a start has come.
    ///
    /// @param detail for a person: what is still missing
    record Readiness(Stage stage, String detail) {
        /// Up and answering are different things: an engine may be healthy and serve nothing.
        public enum Stage {
            SILENT,
            UP,
            ANSWERS
        }
    }

    /// Answers `ANSWERS` only after a real completion of the served model came back.
    Readiness readiness(Target target) throws InterruptedException;

    /// The engine's own figures.
    Vitals vitals(Target target) throws InterruptedException;

    /// Asks the engine to do something to itself.
    ///
    /// @return empty when it did, else what came instead
    Optional<String> call(Target target, Call call, Duration timeout) throws InterruptedException;

    /// Asks for one token.
    ///
    /// @return empty when it came, else what came instead
    Optional<String> canary(Target target, Duration timeout) throws InterruptedException;
}
