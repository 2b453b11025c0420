package dev.stoker.supervisor.fleet;

import dev.stoker.supervisor.Aftermath;
import dev.stoker.supervisor.EngineHistory;
import dev.stoker.supervisor.EngineHistory.Task;
import dev.stoker.supervisor.EngineState;
import dev.stoker.supervisor.EngineState.Sleeping.Stage;
import dev.stoker.supervisor.Situation;
import dev.stoker.supervisor.Situation.Processes;
import java.time.Duration;
import java.time.Instant;

/// Keeps one engine's history: how long its tasks took, and how its runs ended.
final class Historian {
    private EngineHistory history = EngineHistory.NONE;
    private Instant stopBegan = Instant.MIN;

    EngineHistory history() {
        return history;
    }

    /// One step of the engine.
    void note(Situation before, Situation now, Instant at) {
        if (now.state() instanceof EngineState.Ready(Instant since)
                && before.state() instanceof EngineState.Starting starting) {
            took(Task.START, starting.since(), since);
        }
        if (before.state() instanceof EngineState.Sleeping sleeping) {
            rested(sleeping, now.state());
        }
        if (isEnding(now) && !isEnding(before)) {
            stopBegan = at;
        }
        if (isEnding(before) && now.empty() && before.state() instanceof EngineState.Draining) {
            took(Task.STOP, stopBegan, at);
        }
    }

    private void rested(EngineState.Sleeping before, EngineState now) {
        if (now instanceof EngineState.Sleeping(Instant since, Stage stage)
                && stage == Stage.ASLEEP
                && before.stage() == Stage.FALLING_ASLEEP) {
            took(Task.SLEEP, before.since(), since);
        }
        if (now instanceof EngineState.Ready(Instant since) && before.stage() == Stage.WAKING) {
            took(Task.WAKE, before.since(), since);
        }
    }

    /// The latest run is gone.
    void ended(Aftermath aftermath) {
        history = history.with(aftermath);
    }

    private void took(Task task, Instant from, Instant to) {
        history = history.with(task, Duration.between(from, to));
    }

    private static boolean isEnding(Situation situation) {
        return situation.processes() instanceof Processes.Ending;
    }
}
