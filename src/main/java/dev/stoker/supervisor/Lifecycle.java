package dev.stoker.supervisor;

import static dev.stoker.supervisor.Step.Effect.KILL;
import static dev.stoker.supervisor.Step.Effect.TERMINATE;

import dev.stoker.engine.Operation.IdleSettings.Action;
import dev.stoker.supervisor.EngineEvent.*;
import dev.stoker.supervisor.EngineState.*;
import dev.stoker.supervisor.Situation.Processes.None;
import dev.stoker.supervisor.Situation.Processes.Running;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The whole table of states and events: what each event leads to in each state.
///
/// Touches nothing, knows no clock. An engine is launched only when its earlier run is all gone.
public final class Lifecycle {
    private final Patience patience;
    private final RestartPolicy restarts;
    private final Transitions moves;
    private final SleepTable sleep;

    /// @param restarts decides what follows a crash
    public Lifecycle(Patience patience, RestartPolicy restarts) {
        this.patience = patience;
        this.restarts = restarts;
        this.moves = new Transitions(patience, restarts);
        this.sleep = new SleepTable(moves);
    }

    /// How long things may take.
    ///
    /// @param start from launch to the first answer
    /// @param drain for requests in flight before a stop
    /// @param stop from the polite signal to the one that cannot be ignored
    public record Patience(Duration start, Duration drain, Duration stop) {}

    /// The next step; reports of an earlier run change nothing.
    public Step next(Situation now, EngineEvent event) {
        if (event instanceof Report report && report.run() != now.run()) {
            return Step.to(now);
        }
        return switch (now.state()) {
            case Stopped _ -> whileStopped(now, event);
            case Starting state -> whileStarting(now, state, event);
            case Ready state -> whileReady(now, state, event);
            case Sleeping state -> sleep.next(now, state, event);
            case Draining state -> whileDraining(now, state, event);
            case BackingOff state -> whileBackingOff(now, state, event);
            case Failed _ -> whileFailed(now, event);
        };
    }

    private Step whileStopped(Situation now, EngineEvent event) {
        return switch (event) {
            case StartWanted(Instant at) -> Transitions.launch(now.wanted(true), at);
            case StopWanted _, KillWanted _, RestWanted _, WakeWanted _, Tick _, Report _ ->
                    Step.to(now);
        };
    }

    private Step whileStarting(Situation now, Starting state, EngineEvent event) {
        return switch (event) {
            case StartWanted _, RestWanted _, WakeWanted _, FellAsleep _, StayedAwake _ ->
                    Step.to(now);
            case StopWanted(Instant at) -> moves.end(now.wanted(false), at).doing(TERMINATE);
            case KillWanted(Instant at) -> moves.end(now.wanted(false), at).doing(KILL);
            case Tick(Instant at, _) ->
                    at.isBefore(state.progressed().plus(patience.start()))
                            ? Step.to(now)
                            : moves.killed(now, moves.tooLate(state.phase(), at));
            case PhaseSeen seen ->
                    seen.percent() < state.percent()
                            ? Step.to(now)
                            : Step.to(now.in(state.further(seen)));
            case Answered(_, Instant at) -> Step.to(now.in(new Ready(at)));
            case Lost(_, _, Crash crash) -> moves.killed(now, crash);
            case Exited(_, Instant at, Crash crash) ->
                    moves.crashed(now.with(moves.ending(at)), crash);
            case NotLaunched(_, _, Crash crash) -> moves.crashed(now.with(new None()), crash);
            case Gone(_, Instant at) ->
                    moves.crashed(now.with(new None()), Transitions.vanished(at));
        };
    }

    private Step whileReady(Situation now, Ready state, EngineEvent event) {
        return switch (event) {
            case StartWanted _, WakeWanted _, PhaseSeen _, Answered _ -> Step.to(now);
            case FellAsleep _, StayedAwake _ -> Step.to(now);
            case RestWanted(Instant at, Action action) -> sleep.fallAsleep(now, action, at);
            case StopWanted(Instant at) ->
                    Step.to(now.wanted(false).in(new Draining(at, at.plus(patience.drain()))));
            case KillWanted(Instant at) -> moves.end(now.wanted(false), at).doing(KILL);
            case Tick(Instant at, _) ->
                    restarts.forgives(state.since(), at)
                            ? Step.to(now.remembering(List.of()))
                            : Step.to(now);
            case Lost(_, _, Crash crash) -> moves.killed(now, crash);
            case Exited(_, Instant at, Crash crash) ->
                    moves.crashed(now.with(moves.ending(at)), crash);
            case NotLaunched(_, _, Crash crash) -> moves.crashed(now.with(new None()), crash);
            case Gone(_, Instant at) ->
                    moves.crashed(now.with(new None()), Transitions.vanished(at));
        };
    }

    private Step whileDraining(Situation now, Draining state, EngineEvent event) {
        return switch (event) {
            case StartWanted _ -> Step.to(now.wanted(true));
            case StopWanted _ -> Step.to(now.wanted(false));
            case KillWanted(Instant at) -> moves.end(now.wanted(false), at).doing(KILL);
            case Tick(Instant at, int inFlight) ->
                    now.processes() instanceof Running
                                    && (inFlight == 0 || !at.isBefore(state.deadline()))
                            ? Step.to(now.with(moves.ending(at))).doing(TERMINATE)
                            : moves.escalate(now, at);
            case Lost(_, Instant at, _) -> Step.to(now.with(moves.ending(at))).doing(KILL);
            case Exited(_, Instant at, _) -> Step.to(now.with(moves.ending(at)));
            case Gone _, NotLaunched _ ->
                    now.wanted()
                            ? Transitions.launch(now, event.at())
                            : Step.to(now.with(new None()).in(new Stopped()));
            case RestWanted _, WakeWanted _, FellAsleep _, StayedAwake _ -> Step.to(now);
            case PhaseSeen _, Answered _ -> Step.to(now);
        };
    }

    private Step whileBackingOff(Situation now, BackingOff state, EngineEvent event) {
        return switch (event) {
            case StartWanted(Instant at) ->
                    Transitions.launchOnceEmpty(now.in(new BackingOff(state.crash(), at)), at, at);
            case StopWanted _, KillWanted _ -> moves.giveUp(now, event.at());
            case Tick(Instant at, _) ->
                    now.empty()
                            ? Transitions.launchOnceEmpty(now, state.until(), at)
                            : moves.escalate(now, at);
            case Exited(_, Instant at, _) -> Step.to(now.with(moves.ending(at)));
            case Gone _, NotLaunched _ ->
                    Transitions.launchOnceEmpty(now.with(new None()), state.until(), event.at());
            case RestWanted _, WakeWanted _, FellAsleep _, StayedAwake _ -> Step.to(now);
            case PhaseSeen _, Answered _, Lost _ -> Step.to(now);
        };
    }

    private Step whileFailed(Situation now, EngineEvent event) {
        return switch (event) {
            case StartWanted(Instant at) -> startByHand(now, at);
            case StopWanted _, KillWanted _ -> moves.giveUp(now, event.at());
            case Tick(Instant at, _) -> moves.escalate(now, at);
            case Exited(_, Instant at, _) -> Step.to(now.with(moves.ending(at)));
            case Gone _, NotLaunched _ -> Step.to(now.with(new None()));
            case RestWanted _, WakeWanted _, FellAsleep _, StayedAwake _ -> Step.to(now);
            case PhaseSeen _, Answered _, Lost _ -> Step.to(now);
        };
    }

    /// Whoever starts a failed engine by hand says that its crashes no longer count.
    private static Step startByHand(Situation now, Instant at) {
        Situation forgiven = now.wanted(true).remembering(List.of());
        Crash crash = ((Failed) now.state()).crash();
        return Transitions.launchOnceEmpty(forgiven.in(new BackingOff(crash, at)), at, at);
    }
}
