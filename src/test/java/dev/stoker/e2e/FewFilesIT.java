package dev.stoker.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.JobClient;
import dev.stoker.testkit.RawClient;
import dev.stoker.testkit.Simulators;
import dev.stoker.testkit.StokerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A crowd takes the packaged service's connections, and not the files that it needs to live.
@Timeout(180)
class FewFilesIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int FILES = 800;

    /// Half of the files are kept, and a stream takes two of the others.
    private static final int CLIENTS = 200;

    private static final String ENDLESS =
            "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

    @TempDir private Path state;

    private final List<RawClient> crowd = new ArrayList<>();

    @Test
    void aCrowdOfStreamsIsBoundedAndProbesAreAnswered() throws Exception {
        try (StokerProcess stoker = StokerProcess.withOpenFiles(FILES).start(state, engine())) {
            JobClient management = new JobClient(stoker.management());
            Eventually.becomes(
                    LIMIT,
                    () -> management.get("/q/health/ready").statusCode(),
                    status -> status == 200);
            int port = stoker.url().getPort();
            while (crowd.size() < 2 * CLIENTS && enters(port)) {
                // one more
            }

            // the last one was turned away
            assertEquals(CLIENTS + 1, crowd.size());
            assertEquals(200, management.get("/q/health/live").statusCode());
            assertEquals(200, management.get("/q/health/ready").statusCode());
            crowd.removeFirst().close();
            assertTrue(Eventually.becomes(LIMIT, () -> enters(port), entered -> entered));
            assertFalse(stoker.log().contains("Too many open files"));
        } finally {
            for (RawClient client : crowd) {
                client.close();
            }
        }
    }

    /// Whether one more client gets a stream; it stays.
    private boolean enters(int port) {
        try {
            RawClient client = new RawClient(port);
            crowd.add(client);
            return client.post("/v1/chat/completions", ENDLESS)
                    .readUntil("data: ")
                    .startsWith("HTTP/1.1 200 ");
        } catch (IOException closed) {
            return false;
        }
    }

    private Path engine() throws IOException {
        return Simulators.file(
                state,
                "m",
                "decode-tokens-per-second: 1",
                "answer-tokens: 10000",
                "max-running: 400",
                "startup: 0s");
    }
}
