package dev.stoker.ops;

import dev.stoker.supervisor.Crash;
import dev.stoker.supervisor.EngineSnapshot;
import dev.stoker.supervisor.EngineState;
import dev.stoker.supervisor.StateChange;
import dev.stoker.trace.Facts;
import dev.stoker.trace.Span;
import dev.stoker.trace.TraceParent;
import dev.stoker.trace.Tracer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// One trace for each run of an engine: its start with each phase, its crash, its stop.
public final class EngineTraces implements Consumer<StateChange> {
    private final Tracer tracer;
    private final Map<String, Run> runs = new ConcurrentHashMap<>();

    public EngineTraces(Tracer tracer) {
        this.tracer = tracer;
    }

    /// Called on the engine's own supervisor thread, one change after the other.
    @Override
    public void accept(StateChange change) {
        if (!tracer.isOn()) {
            return;
        }
        EngineSnapshot after = change.after();
        Run run = runs.get(after.spec().name());
        boolean known = run != null && run.number == after.run();
        if (!known && after.state() instanceof EngineState.Starting) {
            run = begin(after);
            runs.put(after.spec().name(), run);
        }
        if (run != null) {
            tell(run, change);
        }
    }

    private static void tell(Run run, StateChange change) {
        change.newCrash().ifPresent(run::crashed);
        switch (change.after().state()) {
            case EngineState.Starting starting -> run.starts(starting);
            case EngineState.Ready _ -> run.answers();
            case EngineState.Draining _ -> run.stops();
            case EngineState.Stopped _, EngineState.BackingOff _, EngineState.Failed _ ->
                    run.rests();
            case EngineState.Sleeping _ -> {}
        }
    }

    private Run begin(EngineSnapshot engine) {
        Span start = tracer.begin(Span.Kind.INTERNAL, "start engine", TraceParent.NONE);
        start.set(Facts.ENGINE, engine.spec().name())
                .set(Facts.RUN, engine.run())
                .set(Facts.MODEL, engine.spec().model().name())
                .set(Facts.PROVIDER, engine.spec().dialect().kind());
        return new Run(engine.run(), start);
    }

    /// The spans of one run; of its start and its stop, at most one is open.
    private static final class Run {
        private final long number;
        private final Span start;
        private Span phase = Span.NONE;
        private String phaseName = "";
        private Span stop = Span.NONE;
        private boolean starting = true;

        Run(long number, Span start) {
            this.number = number;
            this.start = start;
        }

        void starts(EngineState.Starting now) {
            if (now.phase().equals(phaseName)) {
                return;
            }
            phase.end();
            phaseName = now.phase();
            phase = start.child(Span.Kind.INTERNAL, phaseName).set(Facts.PERCENT, now.percent());
        }

        void answers() {
            phase.end();
            start.end();
            starting = false;
        }

        /// A crash after the start is a span of its own below it, as long as a moment.
        void crashed(Crash crash) {
            Span span = starting ? start : start.child(Span.Kind.INTERNAL, "crash");
            span.fail(crash.cause().label(), crash.detail());
            if (starting) {
                phase.fail(crash.cause().label(), "");
            }
            span.end();
        }

        void stops() {
            answers();
            stop = start.child(Span.Kind.INTERNAL, "stop engine");
        }

        void rests() {
            answers();
            stop.end();
        }
    }
}
