package dev.stoker.supervisor;

import dev.stoker.engine.Operation.IdleSettings.Action;
import java.time.Instant;

/// Something that happened to one engine, or that somebody wants of it.
public sealed interface EngineEvent {
    /// When it happened.
    Instant at();

    /// What somebody wants, or time passing: true of the engine, whichever run it is in.
    sealed interface Wish extends EngineEvent {}

    /// What was seen of one run: means nothing for a later one.
    sealed interface Report extends EngineEvent {
        long run();
    }

    record StartWanted(Instant at) implements Wish {}

    /// Requests in flight may finish first.
    record StopWanted(Instant at) implements Wish {}

    /// At once, whatever is in flight.
    record KillWanted(Instant at) implements Wish {}

    /// Nothing was asked of the engine for as long as its file says.
    record RestWanted(Instant at, Action action) implements Wish {}

    /// A request came for an engine that may be asleep.
    record WakeWanted(Instant at) implements Wish {}

    /// Time passed.
    ///
    /// @param inFlight requests that Stoker has sent to the engine and that are not answered yet
    record Tick(Instant at, int inFlight) implements Wish {}

    /// Nothing was started: the GPUs or the program are not there.
    record NotLaunched(long run, Instant at, Crash crash) implements Report {}

    /// A log line told how far the start has come.
    record PhaseSeen(long run, Instant at, String phase, int percent) implements Report {}

    /// A real request was answered.
    record Answered(long run, Instant at) implements Report {}

    /// The engine gave its GPU memory up.
    record FellAsleep(long run, Instant at) implements Report {}

    /// The engine did not, and goes on serving.
    record StayedAwake(long run, Instant at) implements Report {}

    /// The engine still runs and is of no use: it hangs, or said that it cannot go on.
    record Lost(long run, Instant at, Crash crash) implements Report {}

    /// The process that was launched ended; others of the engine may be left.
    record Exited(long run, Instant at, Crash crash) implements Report {}

    /// No process of the engine is left.
    record Gone(long run, Instant at) implements Report {}
}
