package dev.stoker.supervisor.run;

import static dev.stoker.testkit.EngineSpecs.engine;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.supervisor.probe.HealthProbe;
import dev.stoker.supervisor.probe.ProgressWatch;
import dev.stoker.supervisor.process.Workers;
import dev.stoker.testkit.MovableTime;
import dev.stoker.testkit.ScriptedProbe;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// How often an engine is asked how it is. A hang is one of 30 seconds.
class PulseTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final MovableTime time = new MovableTime();
    private final ScriptedProbe probe = new ScriptedProbe();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Pulse pulse =
            new Pulse(
                    new HealthProbe.Target(engine().build(), URI.create("http://127.0.0.1:1")),
                    new Pulse.Senses(probe, time, inFlight::get));
    private final ProgressWatch progress =
            new ProgressWatch(Duration.ofSeconds(30), time.instant());

    @Test
    void anIdleEngineIsLookedAtOnceAndThenAskedForATokenHalfAHangLater() throws Exception {
        feel(SECOND);
        Duration patience = pulse.patience(progress, SECOND);

        feel(patience);

        assertEquals(Duration.ofSeconds(15), patience);
        assertEquals(1, probe.looks());
        assertFalse(pulse.rests(), "the token was not asked for");
    }

    @Test
    void afterATokenItsFiguresAreReadAnew() throws Exception {
        feel(SECOND);
        feel(Duration.ofSeconds(15));

        Duration patience = pulse.patience(progress, SECOND);
        feel(patience);

        assertEquals(SECOND, patience);
        assertEquals(2, probe.looks());
        assertTrue(pulse.rests());
    }

    @Test
    void theFiguresOfAnEngineThatMayHangForLongDoNotBecomeOld() throws Exception {
        var patient = new ProgressWatch(Duration.ofMinutes(10), time.instant());
        pulse.feel(patient);

        Duration patience = pulse.patience(patient, SECOND);
        time.advance(patience);
        pulse.feel(patient);

        assertEquals(Duration.ofSeconds(20), patience);
        assertEquals(2, probe.looks());
    }

    @Test
    void afterRequestsThatAreOverItsFiguresAreReadTwice() throws Exception {
        feel(SECOND);

        pulse.stir();
        feel(SECOND);
        feel(SECOND);
        feel(SECOND);

        assertEquals(3, probe.looks());
        assertTrue(pulse.rests());
    }

    @Test
    void anEngineWithRequestsIsLookedAtEachTime() throws Exception {
        inFlight.set(1);

        feel(SECOND);
        feel(SECOND);

        assertEquals(2, probe.looks());
        assertEquals(SECOND, pulse.patience(progress, SECOND));
    }

    @Test
    void requestsThatCameWhileNobodyLookedEndThePatience() throws Exception {
        feel(SECOND);

        inFlight.set(1);

        assertEquals(SECOND, pulse.patience(progress, SECOND));
    }

    @Test
    void anEngineWhoseWorkersMustLiveOnIsWatchedThroughout() throws Exception {
        pulse.watch(Workers.of(parent(), Optional.of(Pattern.compile(""))));
        feel(SECOND);

        assertEquals(SECOND, pulse.patience(progress, SECOND));
    }

    private void feel(Duration later) throws InterruptedException {
        time.advance(later);
        assertEquals(List.of(), pulse.feel(progress).stream().toList());
    }

    /// Has this process below it.
    private static OptionalLong parent() {
        return ProcessHandle.current().parent().map(ProcessHandle::pid).stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }
}
