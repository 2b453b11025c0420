package dev.stoker.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stoker.engine.Compute;
import dev.stoker.engine.Compute.Nodes;
import dev.stoker.engine.EngineSpec;
import dev.stoker.inference.EngineRouter;
import dev.stoker.supervisor.Crash;
import dev.stoker.supervisor.CrashCause;
import dev.stoker.supervisor.EngineHistory;
import dev.stoker.supervisor.EngineSnapshot;
import dev.stoker.supervisor.EngineState;
import dev.stoker.testkit.Engines;
import dev.stoker.testkit.MovableTime;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class GroupAliveTest {
    private final MovableTime time = new MovableTime();
    private final EngineState failed =
            new EngineState.Failed(new Crash(CrashCause.UNKNOWN, "exit 1", time.instant()));
    private final EngineState starting = new EngineState.Stopped();

    private EngineRouter router(int nodes, int rank, EngineState state) {
        EngineSpec one = Engines.spec("big", "big");
        Compute compute =
                new Compute(
                        one.compute().parallelism(),
                        one.compute().gpus(),
                        one.compute().speculation(),
                        new Nodes(nodes, rank, "head", 20_000));
        var spec = new EngineSpec(one.name(), one.program(), one.model(), compute, one.operation());
        return new EngineRouter(
                () ->
                        List.of(
                                new EngineSnapshot(
                                        spec, state, 1, Optional.empty(), EngineHistory.NONE)),
                time);
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
