package dev.stoker.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.engine.EngineSpec;
import dev.stoker.supervisor.Crash;
import dev.stoker.supervisor.CrashCause;
import dev.stoker.supervisor.EngineSnapshot;
import dev.stoker.supervisor.EngineState;
import dev.stoker.supervisor.StateChange;
import dev.stoker.testkit.Engines;
import dev.stoker.testkit.ListedTraces;
import dev.stoker.testkit.ListedTraces.ListedSpan;
import dev.stoker.trace.Facts;
import dev.stoker.trace.Tracer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EngineTracesTest {
    private static final Instant NOW = Instant.EPOCH;
    private static final Crash CRASH = new Crash(CrashCause.OUT_OF_MEMORY_AT_LOAD, "exit 1", NOW);

    private final EngineSpec spec = Engines.spec("glm", "glm");
    private final ListedTraces traces = new ListedTraces();
    private final EngineTraces engines = new EngineTraces(traces);
    private EngineSnapshot now = snapshot(new EngineState.Stopped(), 0);

    @Test
    void aStartIsATraceWithAPartForEachPhase() {
        becomes(starting("launching", 0), 1);
        becomes(starting("loading weights", 10), 1);
        becomes(starting("loading weights", 40), 1);
        becomes(new EngineState.Ready(NOW), 1);

        ListedSpan start = traces.one("start engine");
        assertEquals("glm", start.fact(Facts.ENGINE));
        assertEquals("1", start.fact(Facts.RUN));
        assertEquals("", start.failure());
        assertTrue(traces.one("launching").isBelow(start));
        assertTrue(traces.one("loading weights").isBelow(start));
        assertEquals(3, traces.all().size());
    }

    @Test
    void aStartThatCrashesTellsTheCauseInTheStartAndInItsPhase() {
        becomes(starting("launching", 0), 1);
        becomes(starting("loading weights", 10), 1);
        becomes(new EngineState.BackingOff(CRASH, NOW), 1);

        assertEquals("out-of-memory-at-load", traces.one("start engine").failure());
        assertEquals("out-of-memory-at-load", traces.one("loading weights").failure());
        assertEquals("", traces.one("launching").failure());
    }

    @Test
    void aCrashOfAReadyEngineStandsInTheTraceOfItsRunAndTheNextRunHasItsOwn() {
        becomes(starting("launching", 0), 1);
        becomes(new EngineState.Ready(NOW), 1);
        ListedSpan start = traces.one("start engine");
        becomes(new EngineState.BackingOff(CRASH, NOW), 1);
        becomes(new EngineState.BackingOff(CRASH, NOW.plusSeconds(8)), 1);
        becomes(starting("launching", 0), 2);
        becomes(new EngineState.Ready(NOW), 2);

        ListedSpan crash = traces.one("crash");
        assertTrue(crash.isBelow(start));
        assertEquals("out-of-memory-at-load", crash.failure());
        List<ListedSpan> starts = traces.ended("start engine");
        assertEquals("2", starts.getLast().fact(Facts.RUN));
        assertEquals("", starts.getLast().parent());
    }

    @Test
    void aStopStandsInTheTraceOfItsRun() {
        becomes(starting("launching", 0), 1);
        becomes(new EngineState.Ready(NOW), 1);
        becomes(new EngineState.Draining(NOW, NOW), 1);
        becomes(new EngineState.Stopped(), 1);

        assertTrue(traces.one("stop engine").isBelow(traces.one("start engine")));
    }

    @Test
    void whereNoTracesAreWantedNothingIsKept() {
        new EngineTraces(Tracer.OFF)
                .accept(new StateChange(now, snapshot(starting("launching", 0), 1)));

        assertEquals(List.of(), traces.all());
    }

    private void becomes(EngineState state, long run) {
        EngineSnapshot next = snapshot(state, run);
        engines.accept(new StateChange(now, next));
        now = next;
    }

    private EngineSnapshot snapshot(EngineState state, long run) {
        return new EngineSnapshot(spec, state, run, Optional.empty());
    }

    private static EngineState starting(String phase, int percent) {
        return new EngineState.Starting(NOW, phase, percent, Optional.empty());
    }
}
