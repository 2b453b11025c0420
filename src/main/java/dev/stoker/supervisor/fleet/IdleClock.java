package dev.stoker.supervisor.fleet;

import dev.stoker.engine.Operation.IdleSettings;
import dev.stoker.engine.Operation.IdleSettings.Action;
import dev.stoker.supervisor.EngineEvent;
import dev.stoker.supervisor.EngineEvent.RestWanted;
import dev.stoker.supervisor.EngineEvent.Tick;
import dev.stoker.supervisor.EngineEvent.WakeWanted;
import dev.stoker.supervisor.EngineState;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/// Tells when an engine has been without a request for as long as its file says.
///
/// Requests may be over between two ticks, so whoever sends one says so; everything else is the
/// supervisor's thread's own.
final class IdleClock {
    private final Supplier<IdleSettings> described;
    private volatile boolean used;
    private Optional<Instant> quietSince = Optional.empty();

    /// @param described asked anew each time, as the engine may be described anew
    IdleClock(Supplier<IdleSettings> described) {
        this.described = described;
    }

    /// A request came.
    void used() {
        used = true;
    }

    /// The wish to rest, at most once in each idle time; or to wake again, for a request that came
    /// when the rest was already decided.
    Optional<EngineEvent> after(Tick tick, EngineState state) {
        if (state instanceof EngineState.Sleeping && used) {
            used = false;
            return Optional.of(new WakeWanted(tick.at()));
        }
        IdleSettings settings = described.get();
        boolean busy = used || tick.inFlight() > 0 || !(state instanceof EngineState.Ready);
        if (settings.action() == Action.NONE || busy || quietSince.isEmpty()) {
            used = false;
            quietSince = Optional.of(tick.at());
            return Optional.empty();
        }
        if (tick.at().isBefore(quietSince.get().plus(settings.after()))) {
            return Optional.empty();
        }
        quietSince = Optional.of(tick.at());
        return Optional.of(new RestWanted(tick.at(), settings.action()));
    }
}
