package dev.stoker.supervisor.run;

import dev.stoker.engine.EngineDialect.Nap;
import dev.stoker.supervisor.probe.HealthProbe;
import java.time.Duration;
import java.util.Optional;

/// Asks an engine to give its GPU memory up and to take it back; a call may last long.
///
/// @param target can rest
record Rest(HealthProbe probe, HealthProbe.Target target) {
    private static final Duration CALL = Duration.ofMinutes(2);

    /// @return why the engine goes on serving; empty where it sleeps
    Optional<String> begin() throws InterruptedException {
        return probe.call(target, nap().sleep(), CALL);
    }

    /// @return why the engine does not serve; empty where it does
    Optional<String> end() throws InterruptedException {
        return probe.call(target, nap().wake(), CALL);
    }

    private Nap nap() {
        return target.spec().dialect().nap().orElseThrow();
    }
}
