package dev.stoker.supervisor;

import static dev.stoker.supervisor.Step.Effect.KILL;
import static dev.stoker.supervisor.Step.Effect.LAUNCH;
import static dev.stoker.supervisor.Step.Effect.TERMINATE;

import dev.stoker.supervisor.EngineEvent.*;
import dev.stoker.supervisor.EngineState.*;
import dev.stoker.supervisor.RestartPolicy.Verdict.GiveUp;
import dev.stoker.supervisor.RestartPolicy.Verdict.Retry;
import dev.stoker.supervisor.Situation.Processes.Ending;
import dev.stoker.supervisor.Situation.Processes.None;
import dev.stoker.supervisor.Situation.Processes.Running;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The whole table of states and events: what each event leads to in each state.
///
/// Touches nothing, knows no clock. An engine is launched only when its earlier run is all gone.
public record Lifecycle(Patience patience, RestartPolicy restarts) {

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
            case Draining state -> whileDraining(now, state, event);
            case BackingOff state -> whileBackingOff(now, state, event);
            case Failed _ -> whileFailed(now, event);
        };
    }

    private Step whileStopped(Situation now, EngineEvent event) {
        return switch (event) {
            case StartWanted(Instant at) -> launch(now.wanted(true), at);
            case StopWanted _, KillWanted _, Tick _, Report _ -> Step.to(now);
        };
    }

    private Step whileStarting(Situation now, Starting state, EngineEvent event) {
        return switch (event) {
            case StartWanted _ -> Step.to(now);
            case StopWanted(Instant at) -> end(now.wanted(false), at).doing(TERMINATE);
            case KillWanted(Instant at) -> end(now.wanted(false), at).doing(KILL);
            case Tick(Instant at, _) ->
                    at.isBefore(state.since().plus(patience.start()))
                            ? Step.to(now)
                            : killed(now, tooLate(state, at));
            case PhaseSeen(_, _, String phase, int percent) ->
                    percent < state.percent()
                            ? Step.to(now)
                            : Step.to(now.in(further(state, phase, percent)));
            case Answered(_, Instant at) -> Step.to(now.in(new Ready(at)));
            case Lost(_, _, Crash crash) -> killed(now, crash);
            case Exited(_, Instant at, Crash crash) -> crashed(now.with(ending(at)), crash);
            case NotLaunched(_, _, Crash crash) -> crashed(now.with(new None()), crash);
            case Gone(_, Instant at) -> crashed(now.with(new None()), vanished(at));
        };
    }

    private Step whileReady(Situation now, Ready state, EngineEvent event) {
        return switch (event) {
            case StartWanted _, PhaseSeen _, Answered _ -> Step.to(now);
            case StopWanted(Instant at) ->
                    Step.to(now.wanted(false).in(new Draining(at, at.plus(patience.drain()))));
            case KillWanted(Instant at) -> end(now.wanted(false), at).doing(KILL);
            case Tick(Instant at, _) ->
                    restarts.forgives(state.since(), at)
                            ? Step.to(now.remembering(List.of()))
                            : Step.to(now);
            case Lost(_, _, Crash crash) -> killed(now, crash);
            case Exited(_, Instant at, Crash crash) -> crashed(now.with(ending(at)), crash);
            case NotLaunched(_, _, Crash crash) -> crashed(now.with(new None()), crash);
            case Gone(_, Instant at) -> crashed(now.with(new None()), vanished(at));
        };
    }

    private Step whileDraining(Situation now, Draining state, EngineEvent event) {
        return switch (event) {
            case StartWanted _ -> Step.to(now.wanted(true));
            case StopWanted _ -> Step.to(now.wanted(false));
            case KillWanted(Instant at) -> end(now.wanted(false), at).doing(KILL);
            case Tick(Instant at, int inFlight) ->
                    now.processes() instanceof Running
                                    && (inFlight == 0 || !at.isBefore(state.deadline()))
                            ? Step.to(now.with(ending(at))).doing(TERMINATE)
                            : escalate(now, at);
            case Lost(_, Instant at, _) -> Step.to(now.with(ending(at))).doing(KILL);
            case Exited(_, Instant at, _) -> Step.to(now.with(ending(at)));
            case Gone _, NotLaunched _ ->
                    now.wanted()
                            ? launch(now, event.at())
                            : Step.to(now.with(new None()).in(new Stopped()));
            case PhaseSeen _, Answered _ -> Step.to(now);
        };
    }

    private Step whileBackingOff(Situation now, BackingOff state, EngineEvent event) {
        return switch (event) {
            case StartWanted(Instant at) ->
                    launchOnceEmpty(now.in(new BackingOff(state.crash(), at)), at, at);
            case StopWanted _, KillWanted _ -> giveUp(now, event.at());
            case Tick(Instant at, _) ->
                    now.empty() ? launchOnceEmpty(now, state.until(), at) : escalate(now, at);
            case Exited(_, Instant at, _) -> Step.to(now.with(ending(at)));
            case Gone _, NotLaunched _ ->
                    launchOnceEmpty(now.with(new None()), state.until(), event.at());
            case PhaseSeen _, Answered _, Lost _ -> Step.to(now);
        };
    }

    private Step whileFailed(Situation now, EngineEvent event) {
        return switch (event) {
            case StartWanted(Instant at) -> startByHand(now, at);
            case StopWanted _, KillWanted _ -> giveUp(now, event.at());
            case Tick(Instant at, _) -> escalate(now, at);
            case Exited(_, Instant at, _) -> Step.to(now.with(ending(at)));
            case Gone _, NotLaunched _ -> Step.to(now.with(new None()));
            case PhaseSeen _, Answered _, Lost _ -> Step.to(now);
        };
    }

    private static Step launch(Situation now, Instant at) {
        return Step.to(now.nextRun().in(new Starting(at, "launching", 0, Optional.empty())))
                .doing(LAUNCH);
    }

    private static Step launchOnceEmpty(Situation now, Instant due, Instant at) {
        return now.empty() && !at.isBefore(due) ? launch(now, at) : Step.to(now);
    }

    /// Whoever starts a failed engine by hand says that its crashes no longer count.
    private static Step startByHand(Situation now, Instant at) {
        Situation forgiven = now.wanted(true).remembering(List.of());
        Crash crash = ((Failed) now.state()).crash();
        return launchOnceEmpty(forgiven.in(new BackingOff(crash, at)), at, at);
    }

    private Step end(Situation now, Instant at) {
        return Step.to(now.with(ending(at)).in(new Draining(at, at)));
    }

    private Step giveUp(Situation now, Instant at) {
        return now.empty()
                ? Step.to(now.wanted(false).in(new Stopped()))
                : end(now.wanted(false), at).doing(KILL);
    }

    private Step killed(Situation now, Crash crash) {
        return crashed(now.with(ending(crash.at())), crash).doing(KILL);
    }

    private Step crashed(Situation now, Crash crash) {
        return switch (restarts.judge(now.crashes(), crash)) {
            case Retry(Instant at, List<Instant> crashes) ->
                    Step.to(now.remembering(crashes).in(new BackingOff(crash, at)));
            case GiveUp(Crash why) -> Step.to(now.in(new Failed(why)));
        };
    }

    /// Kills what was told to end and did not, again and again.
    private Step escalate(Situation now, Instant at) {
        return now.processes() instanceof Ending(Instant killAt) && !at.isBefore(killAt)
                ? Step.to(now.with(ending(at))).doing(KILL)
                : Step.to(now);
    }

    private Ending ending(Instant at) {
        return new Ending(at.plus(patience.stop()));
    }

    private static Starting further(Starting state, String phase, int percent) {
        return new Starting(state.since(), phase, percent, state.timeLeft());
    }

    private Crash tooLate(Starting state, Instant at) {
        return new Crash(
                CrashCause.START_TIMEOUT,
                "no answer within %s; the last phase: %s"
                        .formatted(patience.start(), state.phase()),
                at);
    }

    private static Crash vanished(Instant at) {
        return new Crash(CrashCause.UNKNOWN, "its processes vanished", at);
    }
}
