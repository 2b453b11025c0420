package dev.stoker.supervisor.fleet;

import dev.stoker.supervisor.EngineEvent.Tick;
import dev.stoker.supervisor.EngineState;
import dev.stoker.supervisor.EngineState.Sleeping.Stage;
import dev.stoker.supervisor.RequestsInFlight;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Who waits for one engine's answer, as it was when time last passed for the engine.
///
/// An engine at which time changes nothing soon hears of it once a second, every five while it has
/// nothing to do, and once a minute where that is to stay so: each time wakes a thread.
final class Callers {
    private static final Duration SELDOM = Duration.ofSeconds(1);
    private static final Duration RARELY = Duration.ofSeconds(5);
    private static final Duration HARDLY = Duration.ofMinutes(1);

    private final BooleanSupplier changesWithTime;

    private volatile int inFlight;
    private volatile List<String> ids = List.of();
    private volatile boolean asked;
    private boolean coming; // the ticking thread's own
    private boolean came; // the ticking thread's own
    private Instant lastTick = Instant.MIN; // the ticking thread's own

    /// @param changesWithTime whether something is to happen to the engine if nobody asks it
    Callers(BooleanSupplier changesWithTime) {
        this.changesWithTime = changesWithTime;
    }

    /// Requests sent to the engine and not answered yet.
    int inFlight() {
        return inFlight;
    }

    /// Of some of them; when a crash is noticed they may have given up already.
    List<String> ids() {
        return ids;
    }

    /// A request is for the engine; it may be over before the next tick.
    void asked() {
        asked = true;
    }

    /// Whether requests had come by the tick before the last, after there were none: an engine that
    /// is asked sooner does not know of them yet, and would next be looked at a second later.
    boolean came() {
        return came;
    }

    /// Whether nobody waited for an answer at the last count, and the engine need not hear of time
    /// within a second.
    boolean areCalm(EngineState state) {
        return inFlight == 0 && !coming && !pause(state).isZero();
    }

    /// Counts them; called several times a second while somebody waits for an answer.
    ///
    /// @return what the engine need hear of it
    Optional<Tick> count(RequestsInFlight requests, String engine, EngineState state, Instant now) {
        boolean nobody = inFlight == 0;
        inFlight = requests.of(engine);
        came = coming;
        coming = nobody && (asked || inFlight > 0);
        asked = false;
        if (now.isBefore(lastTick.plus(pause(state)))) {
            return Optional.empty();
        }
        lastTick = now;
        ids = requests.ids(engine);
        return Optional.of(new Tick(now, inFlight));
    }

    private Duration pause(EngineState state) {
        return switch (state) {
            case EngineState.Stopped _, EngineState.Ready _ -> inFlight > 0 ? SELDOM : restful();
            case EngineState.Starting _ -> SELDOM;
            case EngineState.Sleeping(_, Stage stage) ->
                    stage == Stage.ASLEEP ? SELDOM : Duration.ZERO;
            case EngineState.Draining _, EngineState.BackingOff _, EngineState.Failed _ ->
                    Duration.ZERO;
        };
    }

    private Duration restful() {
        return changesWithTime.getAsBoolean() ? RARELY : HARDLY;
    }
}
