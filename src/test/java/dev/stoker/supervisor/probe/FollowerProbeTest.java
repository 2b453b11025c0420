package dev.stoker.supervisor.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.supervisor.probe.HealthProbe.Readiness;
import dev.stoker.supervisor.probe.HealthProbe.Target;
import dev.stoker.testkit.Engines;
import dev.stoker.testkit.ScriptedProbe;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Nothing answers here: the scripted engine is silent.
class FollowerProbeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HealthProbe probe = FollowerProbe.beside(new ScriptedProbe());

    private static Target target(int rank) {
        return new Target(Engines.onNodes(2, rank), URI.create("http://127.0.0.1:1"));
    }

    @Test
    void aPartThatRunsHasJoined() throws Exception {
        assertEquals(Readiness.Stage.ANSWERS, probe.readiness(target(1)).stage());
    }

    @Test
    void theHeadIsAskedAsAnyEngine() throws Exception {
        assertEquals(Readiness.Stage.SILENT, probe.readiness(target(0)).stage());
    }

    @Test
    void aPartIsNeverTakenForHung() throws Exception {
        Instant now = Instant.EPOCH;
        var watch = new ProgressWatch(PATIENCE, now);

        for (int look = 0; look < 100; look++) {
            now = now.plusSeconds(10);
            ProgressWatch.Verdict verdict = watch.look(now, probe.vitals(target(1)), 0);
            assertFalse(verdict instanceof ProgressWatch.Verdict.Hung);
            assertTrue(probe.canary(target(1), PATIENCE).isEmpty());
            watch.answered(now);
        }
    }
}
