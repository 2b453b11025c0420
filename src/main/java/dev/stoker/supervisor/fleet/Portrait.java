package dev.stoker.supervisor.fleet;

import dev.stoker.engine.EngineSpec;
import dev.stoker.supervisor.EngineHistory;
import dev.stoker.supervisor.EngineSnapshot;
import dev.stoker.supervisor.EngineState;
import dev.stoker.supervisor.Situation;
import dev.stoker.supervisor.run.EngineRun;
import java.time.Instant;
import java.util.Optional;

/// Turns what the supervisor knows at one moment into what others may see.
///
/// @param order of the latest run; empty before the first
record Portrait(EngineSpec spec, Optional<EngineRun.Order> order, Instant now) {

    EngineSnapshot of(Situation situation, EngineHistory history) {
        Optional<EngineRun.Order> living = situation.empty() ? Optional.empty() : order;
        return new EngineSnapshot(
                spec,
                withTimeLeft(situation.state(), living),
                situation.run(),
                living.map(EngineRun.Order::endpoint),
                history);
    }

    private EngineState withTimeLeft(EngineState state, Optional<EngineRun.Order> living) {
        if (state instanceof EngineState.Starting starting && living.isPresent()) {
            return starting.with(
                    living.get().estimate().timeLeft(starting.since(), starting.percent(), now));
        }
        return state;
    }
}
