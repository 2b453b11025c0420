package dev.stoker.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stoker.inference.EngineRouter;
import dev.stoker.supervisor.Crash;
import dev.stoker.supervisor.CrashCause;
import dev.stoker.supervisor.EngineState;
import dev.stoker.testkit.Engines;
import dev.stoker.testkit.MovableTime;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class GroupAliveTest {
    private final MovableTime time = new MovableTime();
    private final EngineState failed =
            new EngineState.Failed(new Crash(CrashCause.UNKNOWN, "exit 1", time.instant()));
    private final EngineState starting = new EngineState.Stopped();

    private EngineRouter router(int nodes, int rank, EngineState state) {
        return new EngineRouter(
                () -> List.of(Engines.in(state, Engines.onNodes(nodes, rank))), time);
    }

    private Status alive(int nodes, EngineState state) {
        return new GroupAlive(router(nodes, 0, state)).call().getStatus();
    }

    @Test
    void aFailedPartOfAGroupEndsThePod() {
        assertEquals(Status.DOWN, alive(2, failed));
    }

    @Test
    void aFailedEngineOnOneMachineDoesNot() {
        assertEquals(Status.UP, alive(1, failed));
    }

    @Test
    void aPartThatHasNotFailedDoesNot() {
        assertEquals(Status.UP, alive(2, starting));
    }

    @Test
    void aPartThatFollowsIsReadyWhenItRuns() {
        EngineState ready = new EngineState.Ready(time.instant());

        assertEquals(Status.UP, new EnginesReady(router(2, 1, ready)).call().getStatus());
        assertEquals(Status.DOWN, new EnginesReady(router(2, 1, starting)).call().getStatus());
    }
}
