package dev.stoker.supervisor.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.testkit.Eventually;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// On real processes: a front end that never waits for its children, and two of these.
class WorkersTest {
    private static final Pattern RANKS = Pattern.compile("rank::");

    private Process engine;

    @BeforeEach
    void start() throws IOException {
        engine =
                new ProcessBuilder(
                                "bash",
                                "-c",
                                "(exec -a rank::0 sleep 60) & (exec -a rank::1 sleep 60) &"
                                        + " exec sleep 60")
                        .start();
        Eventually.holds(() -> Workers.below(engine.pid(), RANKS).roll().size() == 2);
    }

    @AfterEach
    void stop() {
        engine.descendants().forEach(ProcessHandle::destroyForcibly);
        engine.destroyForcibly();
    }

    @Test
    void whoeverIsThereIsNotMissed() {
        assertEquals(Optional.empty(), Workers.below(engine.pid(), RANKS).missing());
    }

    @Test
    void aWorkerThatDiedIsMissedThoughNobodyWaitedForIt() {
        Workers workers = Workers.below(engine.pid(), RANKS);
        Workers.Worker victim = workers.roll().getLast();

        ProcessHandle.of(victim.pid()).orElseThrow().destroyForcibly();

        Eventually.holds(() -> workers.missing().isPresent());
        String told = workers.missing().orElseThrow();
        assertTrue(told.startsWith("rank::"), told);
        assertTrue(told.contains("pid " + victim.pid()), told);
        assertTrue(engine.isAlive());
    }

    @Test
    void othersBelowTheEngineMayComeAndGo() {
        Workers workers = Workers.below(engine.pid(), Pattern.compile("rank::0"));

        engine.children()
                .filter(child -> child.pid() != workers.roll().getFirst().pid())
                .forEach(ProcessHandle::destroyForcibly);

        assertEquals(1, workers.roll().size());
        assertEquals(Optional.empty(), workers.missing());
    }

    @Test
    void nobodyIsMissedWhereNobodyIsExpected() {
        assertEquals(Optional.empty(), Workers.none().missing());
    }
}
