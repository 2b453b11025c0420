package dev.stoker.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.FeedServer;
import dev.stoker.testkit.JobClient;
import dev.stoker.testkit.Simulators;
import dev.stoker.testkit.StokerProcess;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands on jobs as a shell sees them, against a running service.
class CommandsIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir private Path directory;

    private final Map<Long, Path> outputs = new HashMap<>();

    /// One command that has ended.
    private record Ended(int status, String output, String errors) {}

    @Test
    void aDayIsSummarisedAndTheShellIsToldThatAllWasWell() throws Exception {
        try (FeedServer feed = FeedServer.ofSamples();
                StokerProcess stoker = start(feed, 1_000, 0)) {
            Path output = directory.resolve("results.ndjson");

            Ended summarize =
                    run(stoker, "summarize", "--date", "2025-01-02", "--output", output.toString());
            String id = summarize.errors().lines().findFirst().orElseThrow().substring(4);
            Ended job = run(stoker, "job", id);
            Ended jobs = run(stoker, "jobs");

            assertEquals(0, summarize.status(), summarize::toString);
            List<String> results = Files.readAllLines(output);
            assertTrue(results.size() > 20, () -> "results: " + results.size());
            assertEquals(results.size(), new HashSet<>(accessions(results)).size(), "once each");
            assertTrue(summarize.errors().contains("tokens per second"), summarize::errors);
            assertEquals(0, job.status(), job::toString);
            assertTrue(job.output().startsWith(id + " completed"), job::output);
            assertTrue(jobs.output().contains(id + "  completed"), jobs::output);
        }
    }

    @Test
    void aJobThatNobodyWaitsForIsCancelledByItsPrintedId() throws Exception {
        try (FeedServer feed = FeedServer.ofSamples();
                StokerProcess stoker = start(feed, 1, 0)) {
            String id =
                    run(stoker, "summarize", "--date", "2025-01-02", "--no-wait").output().strip();

            Ended running = run(stoker, "job", id);
            Ended cancel = run(stoker, "cancel", id);
            Ended ended = run(stoker, "job", id, "--wait");

            assertEquals(5, running.status(), running::toString);
            assertEquals(0, cancel.status(), cancel::toString);
            assertTrue(cancel.output().startsWith(id + " cancel"), cancel::output);
            assertEquals(4, ended.status(), ended::toString);
        }
    }

    @Test
    void resultsGoOnBehindTheLastLineWhenStokerWasKilledInBetween() throws Exception {
        try (FeedServer feed = FeedServer.ofSamples()) {
            Path output = directory.resolve("results.ndjson");
            int port = freePort();
            Process command;
            try (StokerProcess stoker = start(feed, 100, port)) {
                command =
                        launch(
                                stoker,
                                List.of(
                                        "summarize",
                                        "--date",
                                        "2025-01-02",
                                        "--output",
                                        output.toString()));
                Eventually.becomes(LIMIT, () -> lines(output), lines -> lines > 2);
                stoker.kill();
            }

            try (StokerProcess stoker = start(feed, 1_000, port)) {
                assertTrue(command.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS));
                String id = errorsOf(command).lines().findFirst().orElseThrow().substring(4);
                JsonNode job = new JobClient(stoker.url()).job(id);

                assertEquals(0, command.exitValue(), () -> errorsOf(command));
                List<String> results = accessions(Files.readAllLines(output));
                assertEquals(job.at("/counts/done").asInt(), results.size());
                assertEquals(results.size(), new HashSet<>(results).size(), "once each");
            }
        }
    }

    @Test
    void refusalsAndAnAbsentStokerAreStatusOne() throws Exception {
        try (FeedServer feed = FeedServer.ofSamples();
                StokerProcess stoker = start(feed, 1_000, 0)) {
            Ended refused = run(stoker, "summarize", "--form", "nonsense!");
            Ended unknown = run(stoker, "job", "no-such-job");
            Ended wrong = run(stoker, "summarize", "--lookback", "many");

            assertEquals(1, refused.status(), refused::toString);
            assertTrue(refused.errors().contains("nonsense!"), refused::errors);
            assertEquals(1, unknown.status(), unknown::toString);
            assertEquals(2, wrong.status(), wrong::toString);
        }
    }

    private static long lines(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file).size() : 0;
    }

    private static List<String> accessions(List<String> lines) throws IOException {
        List<String> accessions = new ArrayList<>();
        for (String line : lines) {
            accessions.add(new ObjectMapper().readTree(line).path("accession_number").textValue());
        }
        return accessions;
    }

    private Ended run(StokerProcess stoker, String... words) throws Exception {
        Process command = launch(stoker, List.of(words));
        assertTrue(command.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS), "command hangs");
        return new Ended(command.exitValue(), read("out", command), errorsOf(command));
    }

    private Process launch(StokerProcess stoker, List<String> words) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar"));
        command.add("target/quarkus-app/quarkus-run.jar");
        command.addAll(words);
        command.addAll(List.of("--url", stoker.url().toString()));
        Path files = Files.createTempDirectory(directory, "command-");
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(files.resolve("out").toFile())
                        .redirectError(files.resolve("err").toFile())
                        .start();
        outputs.put(process.pid(), files);
        return process;
    }

    private String errorsOf(Process command) {
        return read("err", command);
    }

    private String read(String stream, Process command) {
        try {
            return Files.readString(
                    outputs.get(command.pid()).resolve(stream), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private StokerProcess start(FeedServer feed, int decode, int port) throws Exception {
        Path engine =
                Simulators.file(
                        directory,
                        "simulated",
                        "decode-tokens-per-second: " + decode,
                        "max-running: 4");
        return StokerProcess.onPort(port)
                .start(directory.resolve("state"), engine, "stoker.edgar.feed-url=" + feed.uri());
    }
}
