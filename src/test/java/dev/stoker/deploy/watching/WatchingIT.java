package dev.stoker.deploy.watching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.FakeNvidiaSmi;
import dev.stoker.testkit.JobClient;
import dev.stoker.testkit.StokerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A Stoker that has answered a chat and a batch shows every series that a rule or a panel asks
/// for.
class WatchingIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String CHAT =
            """
            {"model": "simulated", "stream": true, "stream_options": {"include_usage": true},
             "messages": [{"role": "user", "content": "Hello"}]}
            """;
    private static final String JOB =
            """
            {"filings": [{"accession_number": "one", "text": "The company had a quiet year."}]}
            """;

    @TempDir private Path directory;

    @Test
    void everyMetricThatIsWatchedIsShown() throws Exception {
        FakeNvidiaSmi.in(directory).using(0, 1_000);
        String path = directory + ":" + System.getenv("PATH");
        Set<String> watched = Watched.metrics();
        assertFalse(watched.isEmpty());

        try (StokerProcess stoker =
                StokerProcess.with("PATH", path)
                        .start(
                                directory.resolve("state"),
                                Path.of("yaml-configs/simulator.yaml"))) {
            work(stoker);

            Set<String> missing =
                    Eventually.becomes(LIMIT, () -> missing(stoker, watched), Set::isEmpty);

            assertEquals(Set.of(), missing);
        }
    }

    private static void work(StokerProcess stoker) throws Exception {
        JobClient client = new JobClient(stoker.url());
        Eventually.becomes(
                LIMIT,
                () -> client.post("/v1/chat/completions", CHAT).statusCode(),
                status -> status == 200);
        client.awaitEnd(client.submit(JOB), LIMIT);
        // One that waits: a model that nobody serves now has a backlog.
        new JobClient(stoker.management()).post("/admin/reload", "");
        new JobClient(stoker.management()).post("/admin/engines/simulator/stop", "");
        client.submit(JOB.replace("one", "two"));
    }

    private static Set<String> missing(StokerProcess stoker, Set<String> watched) throws Exception {
        Set<String> shown =
                new JobClient(stoker.management())
                        .get("/q/metrics")
                        .body()
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line.replaceFirst("[{ ].*", ""))
                        .collect(Collectors.toSet());
        Set<String> missing = new TreeSet<>(watched);
        missing.removeAll(shown);
        return missing;
    }
}
