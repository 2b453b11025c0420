package dev.stoker.ops.admin;

import dev.stoker.supervisor.Crash;
import dev.stoker.supervisor.EngineState;
import dev.stoker.supervisor.StateChange;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Remembers of each engine what its present state does not tell: since when it is in it, and how
/// it last crashed.
@Singleton
public final class EngineAnnals implements Consumer<StateChange> {
    private final InstantSource clock;
    private final Map<String, Instant> since = new ConcurrentHashMap<>();
    private final Map<String, Crash> crashes = new ConcurrentHashMap<>();

    /// @param clock the fleet's own, so that times agree
    public EngineAnnals(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void accept(StateChange change) {
        String engine = change.after().spec().name();
        change.newCrash().ifPresent(crash -> crashes.put(engine, crash));
        Class<? extends EngineState> before = change.before().state().getClass();
        if (before != change.after().state().getClass()) {
            since.put(engine, clock.instant());
        }
    }

    /// When the engine came into its present state; empty for one that never left its first.
    Optional<Instant> since(String engine) {
        return Optional.ofNullable(since.get(engine));
    }

    Optional<Crash> lastCrash(String engine) {
        return Optional.ofNullable(crashes.get(engine));
    }
}
