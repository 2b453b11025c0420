package dev.stoker.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.engine.Operation.IdleSettings.Action;
import dev.stoker.engine.Operation.RestartSettings;
import dev.stoker.supervisor.EngineEvent.*;
import dev.stoker.supervisor.EngineState.*;
import dev.stoker.supervisor.EngineState.Sleeping.Stage;
import dev.stoker.supervisor.Situation.Processes;
import dev.stoker.supervisor.Step.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The table, every cell of it, and long random lives.
class LifecycleInvariantsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final long RUN = 7;

    private final Lifecycle lifecycle =
            new Lifecycle(
                    new Lifecycle.Patience(
                            SECOND.multipliedBy(100), SECOND.multipliedBy(9), SECOND),
                    new RestartPolicy(
                            new RestartSettings(
                                    SECOND,
                                    SECOND.multipliedBy(8),
                                    4,
                                    SECOND.multipliedBy(60),
                                    SECOND.multipliedBy(30)),
                            new Random(1)));

    static Stream<Arguments> cells() {
        return situations()
                .flatMap(situation -> events(RUN).map(event -> Arguments.of(situation, event)));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void everyStateDecidesEveryEvent(Situation before, EngineEvent event) {
        Step step = lifecycle.next(before, event);

        assertConsistent(before, event, step);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void noReportOfAnotherRunIsHeard(Situation before, EngineEvent event) {
        if (event instanceof Report) {
            for (EngineEvent stale : events(RUN - 1).toList()) {
                if (stale instanceof Report) {
                    assertEquals(Step.to(before), lifecycle.next(before, stale));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void inALongRandomLifeTheWorldAndTheSituationAgree(long seed) {
        var random = new Random(seed);
        Situation situation = Situation.initial();
        Instant now = NOW;
        boolean exists = false; // processes in the world
        boolean told = false; // they ended, or were told to
        for (int i = 0; i < 20_000; i++) {
            now = now.plusMillis(random.nextInt(2000));
            List<EngineEvent> possible = new ArrayList<>(wishes(now, random.nextInt(3)).toList());
            if (exists) {
                possible.addAll(reports(situation.run(), now).toList());
            }
            EngineEvent event = possible.get(random.nextInt(possible.size()));
            exists = exists && !(event instanceof Gone) && !(event instanceof NotLaunched);
            Step step = lifecycle.next(situation, event);

            if (step.effects().contains(Effect.LAUNCH)) {
                assertFalse(exists, "two runs at once");
                exists = true;
                told = false;
            } else if (ends(step) || event instanceof Exited) {
                told = true;
            }
            situation = step.next();
            assertEquals(exists, !situation.empty(), situation::toString);
            if (situation.state() instanceof Stopped || situation.state() instanceof BackingOff) {
                assertTrue(!exists || told, situation::toString);
            }
        }
    }

    private static boolean ends(Step step) {
        return step.effects().contains(Effect.KILL) || step.effects().contains(Effect.TERMINATE);
    }

    private static void assertConsistent(Situation before, EngineEvent event, Step step) {
        Situation after = step.next();
        assertTrue(step.effects().size() <= 1, "one thing at a time");
        if (step.effects().contains(Effect.LAUNCH)) {
            boolean nothingLeft =
                    before.empty() || event instanceof Gone || event instanceof NotLaunched;
            assertTrue(nothingLeft, "a launch beside an older run");
            assertInstanceOf(Starting.class, after.state());
            assertInstanceOf(Processes.Running.class, after.processes());
            assertEquals(before.run() + 1, after.run());
        } else {
            assertEquals(before.run(), after.run());
        }
        if (after.state() instanceof Stopped) {
            assertTrue(after.empty(), "stopped with processes");
            assertFalse(after.wanted(), "stopped though wanted");
        }
        if (after.state() instanceof Starting
                || after.state() instanceof Ready
                || after.state() instanceof Sleeping) {
            assertTrue(after.wanted(), "up though not wanted");
        }
        switch (event) {
            case StartWanted _ -> assertTrue(after.wanted());
            case StopWanted _, KillWanted _ -> assertFalse(after.wanted());
            case Tick _, RestWanted _, WakeWanted _, Report _ ->
                    assertEquals(before.wanted(), after.wanted());
        }
        if (event instanceof KillWanted && !before.empty()) {
            assertEquals(List.of(Effect.KILL), step.effects());
        }
    }

    private static Stream<Situation> situations() {
        Crash crash = new Crash(CrashCause.UNKNOWN, "exit code 1", NOW.minusSeconds(1));
        Processes none = new Processes.None();
        Processes running = new Processes.Running();
        Processes ending = new Processes.Ending(NOW.plusSeconds(1));
        Processes overdue = new Processes.Ending(NOW.minusSeconds(1));
        EngineState starting = new Starting(NOW.minusSeconds(5), "loading", 30, Optional.empty());
        EngineState late = new Starting(NOW.minusSeconds(500), "loading", 30, Optional.empty());
        EngineState asleep = new Sleeping(NOW.minusSeconds(1), Stage.ASLEEP);
        EngineState fallingAsleep = new Sleeping(NOW.minusSeconds(1), Stage.FALLING_ASLEEP);
        EngineState draining = new Draining(NOW.minusSeconds(1), NOW.plusSeconds(8));
        EngineState drained = new Draining(NOW.minusSeconds(10), NOW.minusSeconds(1));
        EngineState waiting = new BackingOff(crash, NOW.plusSeconds(1));
        EngineState due = new BackingOff(crash, NOW.minusSeconds(1));
        return Stream.of(
                of(new Stopped(), false, none),
                of(starting, true, running),
                of(late, true, running),
                of(new Ready(NOW.minusSeconds(1)), true, running),
                of(new Ready(NOW.minusSeconds(100)), true, running),
                of(asleep, true, running),
                of(asleep, true, none),
                of(fallingAsleep, true, running),
                of(fallingAsleep, true, ending),
                of(new Sleeping(NOW, Stage.WAKE_WANTED), true, ending),
                of(new Sleeping(NOW.minusSeconds(500), Stage.WAKING), true, running),
                of(draining, false, running),
                of(draining, true, running),
                of(drained, false, running),
                of(draining, false, ending),
                of(draining, true, overdue),
                of(waiting, true, none),
                of(waiting, true, ending),
                of(due, true, none),
                of(due, true, overdue),
                of(new Failed(crash), true, none),
                of(new Failed(crash), true, ending),
                of(new Failed(crash), true, overdue));
    }

    private static Situation of(EngineState state, boolean wanted, Processes processes) {
        return new Situation(state, wanted, RUN, processes, List.of(NOW.minusSeconds(3)));
    }

    private static Stream<EngineEvent> events(long run) {
        return Stream.concat(Stream.concat(wishes(NOW, 0), wishes(NOW, 1)), reports(run, NOW));
    }

    private static Stream<EngineEvent> wishes(Instant at, int inFlight) {
        return Stream.of(
                new StartWanted(at),
                new StopWanted(at),
                new KillWanted(at),
                new RestWanted(at, Action.SLEEP),
                new RestWanted(at, Action.STOP),
                new WakeWanted(at),
                new Tick(at, inFlight));
    }

    private static Stream<EngineEvent> reports(long run, Instant at) {
        return Stream.of(
                new NotLaunched(run, at, new Crash(CrashCause.GPUS_MISSING, "none", at)),
                new PhaseSeen(run, at, "warming up", 95),
                new PhaseSeen(run, at, "launching", 1),
                new Answered(run, at),
                new FellAsleep(run, at),
                new StayedAwake(run, at),
                new Lost(run, at, new Crash(CrashCause.HUNG, "silent", at)),
                new Exited(run, at, new Crash(CrashCause.UNKNOWN, "exit code 0", at)),
                new Exited(run, at, new Crash(CrashCause.BAD_FLAG, "exit code 2", at)),
                new Gone(run, at));
    }
}
