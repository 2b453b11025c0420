package dev.stoker.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.testkit.ChildSimulator;
import dev.stoker.testkit.Http;
import dev.stoker.testkit.RawClient;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The simulator as it is used: a child process that lives and dies.
@Timeout(60)
class SimulatorProcessTest {
    private static final String CHAT =
            "{\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}],\"stream\":true}";

    @Test
    void aStartTellsItsPhasesInOrder() throws Exception {
        try (ChildSimulator child = ChildSimulator.start("--startup", "0.2s")) {
            child.awaitPort();

            List<String> log = child.log();

            assertInOrder(
                    log,
                    "Starting to load model",
                    "Loading weights took",
                    "Available KV cache memory",
                    "Graph capturing finished",
                    "Application startup complete.");
        }
    }

    @Test
    void itDiesInTheMiddleOfAnAnswer() throws Exception {
        try (ChildSimulator child = ChildSimulator.start("--fault", "exit-after-tokens=3");
                RawClient client = new RawClient(child.awaitPort())) {
            client.post("/v1/chat/completions", CHAT);

            String all = client.readUntil("[DONE]");

            assertTrue(all.contains("\"content\":\"ted\""), all);
            assertFalse(all.contains("[DONE]"), all);
            assertEquals(1, child.awaitExit());
        }
    }

    @Test
    void itRunsOutOfMemoryWhileLoading() throws Exception {
        try (ChildSimulator child = ChildSimulator.start("--fault", "oom-at-load")) {
            assertEquals(1, child.awaitExit());
            assertTrue(child.log().stream().anyMatch(l -> l.contains("torch.OutOfMemoryError")));
        }
    }

    @Test
    void itEndsDuringStartUpWithTheStatusItWasTold() throws Exception {
        try (ChildSimulator child = ChildSimulator.start("--fault", "exit-at-startup=7")) {
            assertEquals(7, child.awaitExit());
        }
    }

    @Test
    void aWrongFlagEndsItWithStatus2() throws Exception {
        try (ChildSimulator child = ChildSimulator.start("--prot", "1")) {
            assertEquals(2, child.awaitExit());
            assertTrue(child.log().contains("simulator: error: no such flag: --prot"));
        }
    }

    @Test
    void aPoliteSignalEndsIt() throws Exception {
        try (ChildSimulator child = ChildSimulator.start()) {
            child.awaitPort();

            child.terminate();

            assertEquals(143, child.awaitExit());
        }
    }

    @Test
    void toldSoItIgnoresThePoliteSignalAndServesOn() throws Exception {
        try (ChildSimulator child = ChildSimulator.start("--fault", "ignore-term")) {
            int port = child.awaitPort();

            child.terminate();
            child.awaitLine("SIGTERM arrived and was ignored");

            assertEquals(200, Http.get(port, "/health").statusCode());
        }
    }

    @Test
    void itLeavesAProcessBehindInAnotherSession() throws Exception {
        try (ChildSimulator child = ChildSimulator.start("--fault", "leave-grandchild")) {
            String line = child.awaitLine("grandchild left the session pid=");
            long pid = Long.parseLong(line.substring(line.lastIndexOf('=') + 1));
            ProcessHandle grandchild = ProcessHandle.of(pid).orElseThrow();
            try {
                child.kill();
                child.awaitExit();

                assertTrue(grandchild.isAlive());
            } finally {
                grandchild.destroyForcibly();
            }
        }
    }

    private static void assertInOrder(List<String> log, String... phrases) {
        int from = 0;
        for (String phrase : phrases) {
            int begin = from;
            int found =
                    java.util.stream.IntStream.range(begin, log.size())
                            .filter(i -> log.get(i).contains(phrase))
                            .findFirst()
                            .orElse(-1);
            assertTrue(found >= begin, () -> phrase + " not in order in " + log);
            from = found + 1;
        }
    }
}
