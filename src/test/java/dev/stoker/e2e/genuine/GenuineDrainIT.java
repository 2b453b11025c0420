package dev.stoker.e2e.genuine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.JobClient;
import dev.stoker.testkit.StokerProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// SIGTERM to the packaged service while a genuine engine answers.
@Tag("genuine")
class GenuineDrainIT {
    private static final Duration LONG = Duration.ofMinutes(20);
    private static final int TOKENS = 400;

    @TempDir private Path state;

    @Test
    void aStreamOfVllmOutlivesTheSignal() throws Exception {
        endsAfterItsStream(TinyEngineFile.ofVllm());
    }

    @Test
    void aStreamOfSglangOutlivesTheSignal() throws Exception {
        endsAfterItsStream(TinyEngineFile.ofSglang());
    }

    private void endsAfterItsStream(TinyEngineFile engine) throws Exception {
        Set<Path> before = Leftovers.shared();
        try (StokerProcess stoker = engine.serve(state);
                HttpClient client = HttpClient.newHttpClient();
                Stream<String> stream = stream(client, awaitReady(stoker))) {
            Iterator<String> lines = stream.iterator();
            read(lines, "\"content\":");

            stoker.askToEnd();

            JobClient another = new JobClient(stoker.url());
            HttpResponse<String> refused =
                    Eventually.becomes(
                            LONG, () -> another.get("/v1/models"), now -> now.statusCode() != 200);
            assertTrue(refused.body().contains("\"code\":\"draining\""), refused::body);
            List<String> rest = read(lines, "[DONE]");
            assertEquals("data: [DONE]", rest.getLast());
            assertTrue(rest.toString().contains("\"finish_reason\":\"length\""), rest::toString);
            Eventually.becomes(LONG, stoker::isAlive, alive -> !alive);
        }
        assertEquals(List.of(), engine.processes());
        Leftovers.goneSince(before);
    }

    private static URI awaitReady(StokerProcess stoker) throws Exception {
        JobClient management = new JobClient(stoker.management());
        Eventually.becomes(
                LONG, () -> management.get("/q/health/ready").statusCode(), ok -> ok == 200);
        return stoker.url();
    }

    private static Stream<String> stream(HttpClient client, URI stoker) throws Exception {
        String body =
                """
                {"model": "tiny", "stream": true, "max_tokens": %d, "ignore_eos": true,
                 "messages": [{"role": "user", "content": "Hello"}]}
                """
                        .formatted(TOKENS);
        HttpRequest request =
                HttpRequest.newBuilder(stoker.resolve("/v1/chat/completions"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build();
        return client.send(request, BodyHandlers.ofLines()).body();
    }

    /// The lines up to the one with that word, or to the end.
    private static List<String> read(Iterator<String> lines, String word) {
        List<String> read = new ArrayList<>();
        while (lines.hasNext()) {
            read.add(lines.next());
            if (read.getLast().contains(word)) {
                break;
            }
        }
        return read;
    }
}
