package dev.stoker.supervisor;

import static dev.stoker.supervisor.Step.Effect.KILL;
import static dev.stoker.supervisor.Step.Effect.LAUNCH;

import dev.stoker.supervisor.EngineState.BackingOff;
import dev.stoker.supervisor.EngineState.Draining;
import dev.stoker.supervisor.EngineState.Failed;
import dev.stoker.supervisor.EngineState.Starting;
import dev.stoker.supervisor.EngineState.Stopped;
import dev.stoker.supervisor.Lifecycle.Patience;
import dev.stoker.supervisor.RestartPolicy.Verdict.GiveUp;
import dev.stoker.supervisor.RestartPolicy.Verdict.Retry;
import dev.stoker.supervisor.Situation.Processes.Ending;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The moves that several states have in common.
record Transitions(Patience patience, RestartPolicy restarts) {

    static Step launch(Situation now, Instant at) {
        return Step.to(now.nextRun().in(new Starting(at, "launching", 0, Optional.empty())))
                .doing(LAUNCH);
    }

    static Step launchOnceEmpty(Situation now, Instant due, Instant at) {
        return now.empty() && !at.isBefore(due) ? launch(now, at) : Step.to(now);
    }

    /// Ends without waiting for anybody; the caller says how.
    Step end(Situation now, Instant at) {
        return Step.to(now.with(ending(at)).in(new Draining(at, at)));
    }

    Step giveUp(Situation now, Instant at) {
        return now.empty()
                ? Step.to(now.wanted(false).in(new Stopped()))
                : end(now.wanted(false), at).doing(KILL);
    }

    Step killed(Situation now, Crash crash) {
        return crashed(now.with(ending(crash.at())), crash).doing(KILL);
    }

    Step crashed(Situation now, Crash crash) {
        return switch (restarts.judge(now.crashes(), crash)) {
            case Retry(Instant at, List<Instant> crashes) ->
                    Step.to(now.remembering(crashes).in(new BackingOff(crash, at)));
            case GiveUp(Crash why) -> Step.to(now.in(new Failed(why)));
        };
    }

    /// Kills what was told to end and did not, again and again.
    Step escalate(Situation now, Instant at) {
        return now.processes() instanceof Ending(Instant killAt) && !at.isBefore(killAt)
                ? Step.to(now.with(ending(at))).doing(KILL)
                : Step.to(now);
    }

    Ending ending(Instant at) {
        return new Ending(at.plus(patience.stop()));
    }

    /// The start or the waking took too long.
    Crash tooLate(String phase, Instant at) {
        return new Crash(
                CrashCause.START_TIMEOUT,
                "no answer and no further phase within %s; the last one: %s"
                        .formatted(patience.start(), phase),
                at);
    }

    static Crash vanished(Instant at) {
        return new Crash(CrashCause.UNKNOWN, "its processes vanished", at);
    }
}
