package dev.stoker.supervisor;

import static dev.stoker.supervisor.Step.Effect.KILL;
import static dev.stoker.supervisor.Step.Effect.SLEEP;
import static dev.stoker.supervisor.Step.Effect.TERMINATE;
import static dev.stoker.supervisor.Step.Effect.WAKE;

import dev.stoker.engine.Operation.IdleSettings.Action;
import dev.stoker.supervisor.EngineEvent.*;
import dev.stoker.supervisor.EngineState.Ready;
import dev.stoker.supervisor.EngineState.Sleeping;
import dev.stoker.supervisor.EngineState.Sleeping.Stage;
import dev.stoker.supervisor.EngineState.Stopped;
import dev.stoker.supervisor.Situation.Processes.Ending;
import dev.stoker.supervisor.Situation.Processes.None;
import java.time.Instant;

/// The rows of the table for an engine that rests until it is wanted.
///
/// Its processes either keep running without GPU memory, or were stopped; waking it means to ask
/// them, or to launch it anew.
record SleepTable(Transitions moves) {

    Step fallAsleep(Situation now, Action action, Instant at) {
        var falling = new Sleeping(at, Stage.FALLING_ASLEEP);
        return switch (action) {
            case NONE -> Step.to(now);
            case SLEEP -> Step.to(now.in(falling)).doing(SLEEP);
            case STOP -> Step.to(now.with(moves.ending(at)).in(falling)).doing(TERMINATE);
        };
    }

    Step next(Situation now, Sleeping state, EngineEvent event) {
        return switch (event) {
            case StartWanted(Instant at) -> wake(now, state, at);
            case WakeWanted(Instant at) -> wake(now, state, at);
            case StopWanted(Instant at) -> stop(now, at);
            case KillWanted(Instant at) -> moves.giveUp(now, at);
            case Tick(Instant at, _) -> tick(now, state, at);
            case FellAsleep(_, Instant at) -> asleep(now, state, at);
            case StayedAwake(_, Instant at) ->
                    isEnding(now) ? Step.to(now) : Step.to(now.in(new Ready(at)));
            case Answered(_, Instant at) ->
                    state.stage() == Stage.WAKING ? Step.to(now.in(new Ready(at))) : Step.to(now);
            case Lost(_, Instant at, Crash crash) ->
                    isEnding(now)
                            ? Step.to(now.with(moves.ending(at))).doing(KILL)
                            : moves.killed(now, crash);
            case Exited(_, Instant at, Crash crash) -> exited(now, crash, at);
            case Gone(_, Instant at) -> gone(now, state, at);
            case NotLaunched(_, _, Crash crash) -> moves.crashed(now.with(new None()), crash);
            case RestWanted _, PhaseSeen _ -> Step.to(now);
        };
    }

    private static Step wake(Situation now, Sleeping state, Instant at) {
        return switch (state.stage()) {
            case FALLING_ASLEEP -> Step.to(now.in(new Sleeping(state.since(), Stage.WAKE_WANTED)));
            case ASLEEP ->
                    now.empty()
                            ? Transitions.launch(now, at)
                            : Step.to(now.in(new Sleeping(at, Stage.WAKING))).doing(WAKE);
            case WAKE_WANTED, WAKING -> Step.to(now);
        };
    }

    private static Step asleep(Situation now, Sleeping state, Instant at) {
        if (isEnding(now)) {
            return Step.to(now);
        }
        return state.stage() == Stage.WAKE_WANTED
                ? Step.to(now.in(new Sleeping(at, Stage.WAKING))).doing(WAKE)
                : Step.to(now.in(new Sleeping(at, Stage.ASLEEP)));
    }

    private Step stop(Situation now, Instant at) {
        return now.empty()
                ? Step.to(now.wanted(false).in(new Stopped()))
                : moves.end(now.wanted(false), at).doing(TERMINATE);
    }

    private Step tick(Situation now, Sleeping state, Instant at) {
        boolean late = !at.isBefore(state.since().plus(moves.patience().start()));
        return state.stage() == Stage.WAKING && late
                ? moves.killed(now, moves.tooLate("waking", at))
                : moves.escalate(now, at);
    }

    private Step exited(Situation now, Crash crash, Instant at) {
        Situation ending = now.with(moves.ending(at));
        return isEnding(now) ? Step.to(ending) : moves.crashed(ending, crash);
    }

    private Step gone(Situation now, Sleeping state, Instant at) {
        Situation empty = now.with(new None());
        if (!isEnding(now)) {
            return moves.crashed(empty, Transitions.vanished(at));
        }
        return state.stage() == Stage.WAKE_WANTED
                ? Transitions.launch(empty, at)
                : Step.to(empty.in(new Sleeping(at, Stage.ASLEEP)));
    }

    /// To rest, the engine was told to stop.
    private static boolean isEnding(Situation now) {
        return now.processes() instanceof Ending;
    }
}
