package dev.stoker.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.engine.Operation.RestartSettings;
import dev.stoker.supervisor.RestartPolicy.Verdict;
import dev.stoker.testkit.MovableTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RestartPolicyTest {
    private static final RestartSettings SETTINGS =
            new RestartSettings(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(60),
                    8,
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(5));
    private static final RandomGenerator NEVER_LESS = () -> 0;

    private final MovableTime time = new MovableTime();

    @Test
    void delaysDoubleUpToTheLongest() {
        var policy = new RestartPolicy(SETTINGS, NEVER_LESS);
        List<Instant> crashes = List.of();
        List<Long> delays = new ArrayList<>();

        for (int i = 0; i < 8; i++) {
            Instant crashed = time.advance(Duration.ofSeconds(1));
            Verdict.Retry retry =
                    assertInstanceOf(
                            Verdict.Retry.class, policy.judge(crashes, crash(CrashCause.UNKNOWN)));
            crashes = retry.crashes();
            delays.add(Duration.between(crashed, retry.at()).toSeconds());
        }

        assertEquals(List.of(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L), delays);
    }

    @Test
    void theRandomPartShortensADelayByAtMostAQuarter() {
        var policy = new RestartPolicy(SETTINGS, new Random(42));

        for (int i = 0; i < 1000; i++) {
            Verdict.Retry retry =
                    assertInstanceOf(
                            Verdict.Retry.class,
                            policy.judge(List.of(), crash(CrashCause.UNKNOWN)));

            long delay = Duration.between(time.instant(), retry.at()).toMillis();
            assertTrue(delay >= 750 && delay <= 1000, () -> "delay " + delay);
        }
    }

    @Test
    void oneCrashMoreThanAllowedWithinTheWindowIsTheLast() {
        var policy = new RestartPolicy(SETTINGS, NEVER_LESS);
        List<Instant> eight = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            eight.add(time.advance(Duration.ofSeconds(10)));
        }

        Verdict verdict = policy.judge(eight, crash(CrashCause.GPU_ERROR));

        Crash last = assertInstanceOf(Verdict.GiveUp.class, verdict).crash();
        assertEquals(CrashCause.GPU_ERROR, last.cause());
        assertTrue(last.detail().startsWith("9 crashes within PT10M"), last::detail);
    }

    @Test
    void crashesOutsideTheWindowDoNotCount() {
        var policy = new RestartPolicy(SETTINGS, NEVER_LESS);
        List<Instant> eight = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            eight.add(time.instant());
        }
        time.advance(Duration.ofMinutes(11));

        Verdict verdict = policy.judge(eight, crash(CrashCause.GPU_ERROR));

        assertEquals(
                List.of(time.instant()), assertInstanceOf(Verdict.Retry.class, verdict).crashes());
    }

    @Test
    void whatNoRestartMendsIsGivenUpAtOnce() {
        var policy = new RestartPolicy(SETTINGS, NEVER_LESS);

        for (CrashCause cause : CrashCause.values()) {
            Verdict verdict = policy.judge(List.of(), crash(cause));

            assertEquals(cause.isConfiguration(), verdict instanceof Verdict.GiveUp, cause::label);
        }
    }

    @Test
    void onlyAStableRunForgives() {
        var policy = new RestartPolicy(SETTINGS, NEVER_LESS);
        Instant ready = time.instant();

        assertFalse(policy.forgives(ready, time.advance(Duration.ofSeconds(299))));
        assertTrue(policy.forgives(ready, time.advance(Duration.ofSeconds(1))));
    }

    private Crash crash(CrashCause cause) {
        return new Crash(cause, "exit code 1", time.instant());
    }
}
