package dev.stoker.supervisor.process;

import static dev.stoker.testkit.Eventually.becomes;
import static dev.stoker.testkit.Eventually.holds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.engine.EngineDialect.StopRecipe;
import dev.stoker.engine.launch.LaunchCommand;
import dev.stoker.testkit.RecordedRun;
import dev.stoker.testkit.SharingEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Over real children: what a guarded engine may do, and what is left of it.
class GuardedProcessTest {
    private static final List<String> GUARD =
            GuardedLauncher.javaGuard(Path.of("target/classes").toAbsolutePath());

    private final RecordedRun run = new RecordedRun();
    private Optional<EngineProcess> launched = Optional.empty();

    @AfterEach
    void endWhatIsLeft() {
        launched.ifPresent(EngineProcess::kill);
        holds(() -> launched.isEmpty() || run.isGone());
    }

    @Test
    void theExitCodeOfTheEngineIsTold() throws IOException {
        launch("exit 3");

        holds(run::isGone);

        assertEquals(Optional.of(new Exit.Code(3)), run.exit());
    }

    @Test
    void anExitWithCode137IsToldApartFromAKill() throws IOException {
        launch("exit 137");

        holds(run::isGone);

        assertEquals(Optional.of(new Exit.Code(137)), run.exit());
    }

    @Test
    void aKillOfTheEngineIsNoticedAtOnce() throws IOException {
        launch("echo me=$$; exec sleep 60");
        ProcessHandle engine = ProcessHandle.of(run.pid("me")).orElseThrow();

        engine.destroyForcibly();

        Optional<Exit> exit = becomes(Duration.ofSeconds(10), run::exit, Optional::isPresent);
        assertEquals(Optional.of(new Exit.Signal(9)), exit);
    }

    @Test
    void aProgramThatIsNotThereIsAnExitWithItsName() throws IOException {
        launch(List.of("/no/such/engine", "--port", "1"), Map.of());

        holds(run::isGone);

        assertEquals(
                Optional.of(new Exit.NotStarted("/no/such/engine", "no such file")), run.exit());
    }

    @Test
    void bothOutputsOfTheEngineAreItsLog() throws IOException {
        EngineProcess process = launch("echo out; echo err >&2");

        holds(run::isGone);

        assertEquals(List.of("out", "err"), process.log());
    }

    @Test
    void anEngineThatIgnoresTheRequestToEndIsKilled() throws IOException {
        EngineProcess process = launch("trap '' TERM; echo me=$$; while :; do sleep 1; done");
        long engine = run.pid("me");
        process.terminate();

        process.kill();

        holds(run::isGone);
        assertFalse(isAlive(engine));
    }

    @Test
    void theRequestToEndReachesTheWholeGroup() throws IOException {
        EngineProcess process =
                launch(
                        "sh -c 'trap \"echo worker ended; exit 0\" TERM; while :; do sleep 0.05;"
                                + " done' & echo me=$$; trap 'wait; exit 0' TERM; wait");
        run.pid("me");

        process.terminate();

        holds(run::isGone);
        assertTrue(process.log().contains("worker ended"), process.log()::toString);
    }

    @Test
    void theRequestToEndReachesTheLeaderAloneWhereTheRecipeSaysSo() throws IOException {
        RecordedRun watcher = run;
        var command =
                new LaunchCommand(
                        List.of(
                                "sh",
                                "-c",
                                "sh -c 'trap \"echo worker told\" TERM; while :; do sleep 0.05;"
                                        + " done' & trap 'echo leader told; exit 0' TERM;"
                                        + " echo me=$$; while :; do sleep 0.05; done"),
                        Map.of(),
                        Map.of());
        EngineProcess process = start(command, StopRecipe.LEADER, watcher);
        run.pid("me");

        process.terminate();

        holds(run::isGone);
        assertTrue(process.log().contains("leader told"), process.log()::toString);
        assertFalse(process.log().contains("worker told"), process.log()::toString);
    }

    @Test
    void aGrandchildThatLeftGroupAndSessionIsGoneAfterTheStop() throws IOException {
        EngineProcess process =
                launch("(setsid sh -c 'echo far=$$; exec sleep 60' &); echo me=$$; exec sleep 60");
        long escaped = run.pid("far");

        process.terminate();
        process.kill();

        holds(run::isGone);
        assertFalse(isAlive(escaped));
    }

    @Test
    void workersDoNotOutliveALeaderThatCrashed() throws IOException {
        launch("sh -c 'echo worker=$$; exec sleep 60' & sleep 0.2; kill -9 $$");
        long worker = run.pid("worker");

        holds(run::isGone);

        assertEquals(Optional.of(new Exit.Signal(9)), run.exit());
        assertFalse(isAlive(worker));
    }

    @Test
    void whenTheGuardIsKilledTheEngineIsKilledByItsSessionAndMark() throws IOException {
        launch(
                "(setsid sh -c 'echo far=$$; exec sleep 60' &); echo me=$$;"
                        + " echo guard=$PPID; exec sleep 60");
        long engine = run.pid("me");
        long escaped = run.pid("far");

        ProcessHandle.of(run.pid("guard")).orElseThrow().destroyForcibly();

        holds(run::isGone);
        assertInstanceOf(Exit.Unseen.class, run.exit().orElseThrow());
        assertFalse(isAlive(engine));
        assertFalse(isAlive(escaped));
    }

    @Test
    void aStoppedGuardIsNotTrustedTwice() throws Exception {
        EngineProcess process = launch("echo me=$$; echo guard=$PPID; exec sleep 60");
        long engine = run.pid("me");
        signal("STOP", run.pid("guard"));
        process.kill();

        process.kill();

        holds(run::isGone);
        assertFalse(isAlive(engine));
    }

    @Test
    void noRequestToEndReachesTheGuardItself() throws Exception {
        launch("echo me=$$; echo guard=$PPID; exec sleep 60");
        long engine = run.pid("me");
        long guard = run.pid("guard");

        signal("TERM", guard);
        signal("INT", guard);
        signal("HUP", guard);

        assertTrue(isAlive(engine));
        assertTrue(isAlive(guard));
    }

    @Test
    void filesOfTheCommandAreWrittenBeforeTheStart(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("deep/engine.yaml");
        var command =
                new LaunchCommand(
                        List.of("cat", file.toString()), Map.of(), Map.of(file, "tp-size: 4\n"));

        EngineProcess process = start(command, StopRecipe.WHOLE_GROUP, run);

        holds(run::isGone);
        assertEquals(List.of("tp-size: 4"), process.log());
    }

    @Test
    void theEngineSeesItsEnvironmentAndItsSecretIsNotInTheLog() throws IOException {
        EngineProcess process =
                launch(
                        List.of("sh", "-c", "echo $SGL_MODE; echo using $HF_TOKEN"),
                        Map.of("SGL_MODE", "fast", "HF_TOKEN", "hf_abcdefgh"));

        holds(run::isGone);

        assertEquals(List.of("fast", "using ***"), process.log());
        assertEquals(List.of("fast", "using ***"), run.lines());
    }

    @Test
    void theEngineIgnoresNoSignalAndReadsNothing() throws IOException {
        EngineProcess process =
                launch("grep -E '^Sig(Blk|Ign)' /proc/self/status; cat; echo read nothing");

        holds(run::isGone);

        List<String> log = process.log();
        assertEquals("SigBlk:\t0000000000000000", log.get(0));
        assertEquals(0, Long.parseUnsignedLong(log.get(1).substring(8), 16) & 0x7fff_ffffL);
        assertEquals("read nothing", log.get(2));
    }

    @Test
    void whatWorkersOfAKilledEngineSharedIsRemovedBeforeItCountsAsGone(@TempDir Path directory)
            throws IOException {
        Path shared = Path.of("/dev/shm/stoker-test-" + ProcessHandle.current().pid());
        Path scratch = Files.createDirectory(directory.resolve("s"));
        String worker = String.join(" ", SharingEngine.command(shared));
        launch(
                List.of("sh", "-c", "echo leader=$$; " + worker + " & wait"),
                Map.of("TMPDIR", scratch.toString(), "STOKER_SCRATCH", scratch.toString()));
        run.pid("me");
        ProcessHandle engine = ProcessHandle.of(run.pid("leader")).orElseThrow();

        engine.destroyForcibly();

        holds(run::isGone);
        assertEquals(Optional.of(new ProcessWatcher.Remnants(0, 2)), run.remnants());
        assertFalse(Files.exists(shared));
        assertFalse(Files.exists(scratch));
    }

    @Test
    void aFloodOfOutputDoesNotStopTheEngine() throws IOException {
        EngineProcess process =
                launch(
                        "yes 'a line of some length that nobody reads' | head -c 200000000; echo end");

        holds(run::isGone);

        assertEquals("end", process.log().getLast());
        assertEquals(500, process.log().size());
    }

    private EngineProcess launch(String script) throws IOException {
        return launch(List.of("sh", "-c", script), Map.of());
    }

    private EngineProcess launch(List<String> argv, Map<String, String> environment)
            throws IOException {
        return start(new LaunchCommand(argv, environment, Map.of()), StopRecipe.WHOLE_GROUP, run);
    }

    private EngineProcess start(LaunchCommand command, StopRecipe recipe, RecordedRun watcher)
            throws IOException {
        EngineProcess process =
                new GuardedLauncher(GUARD)
                        .launch(new ProcessLauncher.Launch("tiny", 1, command, recipe), watcher);
        launched = Optional.of(process);
        return process;
    }

    private static void signal(String name, long pid) throws Exception {
        assertEquals(
                0, new ProcessBuilder("kill", "-" + name, String.valueOf(pid)).start().waitFor());
    }

    /// A zombie that nobody has reaped yet holds nothing any more.
    private static boolean isAlive(long pid) throws IOException {
        Path stat = Path.of("/proc/" + pid + "/stat");
        return Files.exists(stat) && !Files.readString(stat).contains(") Z ");
    }
}
