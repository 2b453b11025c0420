package dev.stoker.e2e.genuine;

import static dev.stoker.testkit.Eventually.becomes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.supervisor.CrashCause;
import dev.stoker.supervisor.EngineHistory.Task;
import dev.stoker.supervisor.EngineSnapshot;
import dev.stoker.supervisor.EngineState;
import dev.stoker.testkit.Http;
import dev.stoker.testkit.ProcessFleet;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// What befalls an engine most, one after the other, since each of its starts takes a minute.
///
/// @param core the title of the process without which nothing is computed
/// @param worker of another that the engine needs
/// @param stalled of the one that is stopped to make the engine hang
record Ordeal(TinyEngineFile engine, String core, String worker, String stalled) {
    private static final Duration LONG = Duration.ofMinutes(20);
    private static final Set<CrashCause> DEATHS =
            Set.of(CrashCause.WORKER_DIED, CrashCause.KILLED_BY_HOST);

    /// Through all of it, and to an end that leaves nothing.
    void endure(Path directory) throws Exception {
        Set<Path> before = Leftovers.shared();
        try (ProcessFleet fleet = ProcessFleet.of(directory.resolve("state"), engine.spec())) {
            fleet.started();
            EngineSnapshot first = readyAfter(0, fleet);
            assertTrue(chat(first).contains("\"choices\""));
            System.out.println("started after " + first.history().took().get(Task.START));

            survivesTheDeathOf(core, fleet);
            EngineSnapshot third = survivesTheDeathOf(worker, fleet);
            isFoundHung(third, fleet);
            stopsInTheMiddleOfItsStart(fleet);
        }
        Leftovers.goneSince(before);
        assertEquals(List.of(), engine.processes());
    }

    private EngineSnapshot survivesTheDeathOf(String title, ProcessFleet fleet) throws Exception {
        int crashes = fleet.crashes().size();
        long run = fleet.snapshot().run();
        long begin = System.nanoTime();
        one(title, fleet).destroyForcibly();
        becomes(LONG, fleet::crashes, known -> known.size() > crashes);
        say("death of " + title + " known after", begin);

        EngineSnapshot again = readyAfter(run, fleet);

        say("serving again after", begin);
        assertTrue(chat(again).contains("\"choices\""));
        CrashCause cause = fleet.crashes().getLast().cause();
        assertTrue(DEATHS.contains(cause), cause::label);
        return again;
    }

    private void isFoundHung(EngineSnapshot serving, ProcessFleet fleet) throws Exception {
        int crashes = fleet.crashes().size();
        long begin = System.nanoTime();

        ProcessFleet.signal("STOP", one(stalled, fleet));

        assertEquals(200, Http.get(at(serving, "/health")).statusCode());
        becomes(LONG, fleet::crashes, known -> known.size() > crashes);
        say("stopped " + stalled + " known as hung after", begin);
        assertEquals(CrashCause.HUNG, fleet.crashes().getLast().cause());
    }

    /// Once its core exists, vLLM loses the request to end until it has started.
    private void stopsInTheMiddleOfItsStart(ProcessFleet fleet) {
        long run = fleet.crashes().size() + 1L;
        becomes(LONG, fleet::snapshot, now -> now.run() == run);
        becomes(LONG, () -> fleet.processes(core), found -> !found.isEmpty());
        long begin = System.nanoTime();

        fleet.fleet().stop(engine.name());

        becomes(LONG, fleet::snapshot, now -> now.state() instanceof EngineState.Stopped);
        say("stopped in the middle of a start after", begin);
        assertEquals(List.of(), fleet.processes("python"));
        assertEquals(List.of(), engine.processes());
    }

    private static EngineSnapshot readyAfter(long run, ProcessFleet fleet) {
        EngineSnapshot settled =
                becomes(LONG, fleet::snapshot, now -> now.run() > run && isSettled(now));
        assertInstanceOf(EngineState.Ready.class, settled.state());
        return settled;
    }

    private static boolean isSettled(EngineSnapshot engine) {
        return engine.state() instanceof EngineState.Ready
                || engine.state() instanceof EngineState.Failed;
    }

    private static ProcessHandle one(String title, ProcessFleet fleet) {
        return fleet.processes(title).getFirst();
    }

    private static String chat(EngineSnapshot engine) throws IOException, InterruptedException {
        String body =
                """
                {"model": "tiny", "max_tokens": 8,
                 "messages": [{"role": "user", "content": "Hi"}]}
                """;
        return Http.post(at(engine, "/v1/chat/completions"), body).body();
    }

    private static URI at(EngineSnapshot engine, String path) {
        return engine.endpoint().orElseThrow().resolve(path);
    }

    private static void say(String what, long begin) {
        System.out.printf("%s %.1f s%n", what, (System.nanoTime() - begin) * 1e-9);
    }
}
