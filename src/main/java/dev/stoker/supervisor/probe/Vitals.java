package dev.stoker.supervisor.probe;

import java.util.OptionalDouble;

/// What an engine told of itself at one moment.
///
/// @param reachable whether it told anything at all
/// @param running requests being computed or queued inside the engine
/// @param heartbeat a counter that moves whenever the engine computes
public record Vitals(boolean reachable, OptionalDouble running, OptionalDouble heartbeat) {

    public static Vitals unreachable() {
        return new Vitals(false, OptionalDouble.empty(), OptionalDouble.empty());
    }

    boolean busy() {
        return running.orElse(0) > 0;
    }
}
