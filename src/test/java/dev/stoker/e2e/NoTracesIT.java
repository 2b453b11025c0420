package dev.stoker.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.testkit.CollectorServer;
import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.Http;
import dev.stoker.testkit.StokerProcess;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Where nobody takes traces, and where nobody wants any: the packaged service does its work.
@Timeout(300)
class NoTracesIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String CHAT = "/v1/chat/completions";

    @TempDir private Path directory;

    @BeforeEach
    void describe() throws IOException {
        QuickEngines.write(Files.createDirectory(engines()), "steady", "simulated", "");
    }

    @Test
    void whileACollectorHangsRequestsAreAnsweredAndStokerEnds() throws Exception {
        try (CollectorServer hanging = CollectorServer.hanging();
                StokerProcess other =
                        StokerProcess.with("OTEL_EXPORTER_OTLP_ENDPOINT", hanging.uri().toString())
                                .start(directory.resolve("state"), engines())) {
            hanging.awaitAsked();

            String answer = awaitAnswer(other);

            assertTrue(answer.contains("imulated"), answer);
            // its wait for the collector would end never
            assertEquals(143, other.terminate(LIMIT));
        }
    }

    @Test
    void whereNobodyAsksNothingOfTheSdkIsLoaded() throws Exception {
        String loaded = "-Xlog:class+load:file=" + directory.resolve("classes-%p.log");
        try (StokerProcess quiet =
                StokerProcess.with("JAVA_TOOL_OPTIONS", loaded)
                        .start(directory.resolve("state"), engines())) {
            awaitAnswer(quiet);

            List<String> classes = new ArrayList<>();
            try (DirectoryStream<Path> logs =
                    Files.newDirectoryStream(directory, "classes-*.log")) {
                for (Path log : logs) {
                    classes.addAll(Files.readAllLines(log));
                }
            }

            assertTrue(classes.stream().anyMatch(line -> line.contains("dev.stoker.trace.Tracer")));
            assertEquals(
                    List.of(),
                    classes.stream()
                            .filter(line ->
                                    line.contains("] io.opentelemetry.")
                                            || line.contains("] dev.stoker.trace.otlp.Sdk"))
                            .toList());
        }
    }

    private Path engines() {
        return directory.resolve("engines");
    }

    private static String awaitAnswer(StokerProcess stoker) throws Exception {
        return Eventually.becomes(
                LIMIT,
                () ->
                        Http.post(stoker.url().resolve(CHAT), QuickEngines.body("simulated", false))
                                .body(),
                answer -> answer.contains("usage"));
    }
}
