package dev.stoker.supervisor;

import java.util.List;

/// The requests that Stoker has sent to engines and that are not answered yet.
@FunctionalInterface
public interface RequestsInFlight {
    /// How many there are at the engine of that name.
    int of(String engine);

    /// The ids of some of them, for people who look into a crash.
    default List<String> ids(String engine) {
        return List.of();
    }

    /// Told whenever an engine that had none gets one, on the thread that sends it: the listener
    /// must be quick. Where nobody is told, requests are found a second late.
    default void onArrival(Runnable listener) {}
}
