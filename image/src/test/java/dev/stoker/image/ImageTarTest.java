package dev.stoker.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The image is built, taken apart again, and run by the Java in it; the libraries of the system are
/// this machine's own, which are the same.
class ImageTarTest {
    private static final Path APPLICATION = Path.of("../target/quarkus-app");
    private static final Pattern LISTENING =
            Pattern.compile("Listening on: (http://\\S+?)\\. Management interface");
    private static final long LIMIT = Duration.ofSeconds(120).toNanos();

    @TempDir private Path directory;

    @Test
    void itServesFromItsLayers() throws Exception {
        assertTrue(Files.exists(APPLICATION.resolve("quarkus-run.jar")), "run ./stoker build first");
        Path tar = Path.of("target/stoker.tar");
        new ImageTar(APPLICATION, directory.resolve("scratch")).write(tar);

        Unpacked image = Unpacked.of(tar, directory);
        Path log = directory.resolve("log");
        Process stoker =
                image.start(
                        log,
                        directory.resolve("state"),
                        List.of(
                                "serve",
                                "--port",
                                "0",
                                "--management-port",
                                "0",
                                "--engine",
                                Path.of("../yaml-configs/simulator.yaml").toRealPath().toString()));

        assertTrue(Files.isExecutable(Path.of(image.inside("/lib64/ld-linux-x86-64.so.2"))));
        try {
            URI door = door(stoker, log);
            assertEquals(200, get(door.resolve("/v1/models")));
            assertEquals("10001:10001", image.config().path("User").asText());
            assertTrue(image.config().path("ExposedPorts").has("8080/tcp"));
        } finally {
            stoker.destroy();
            assertTrue(stoker.waitFor(60, TimeUnit.SECONDS));
        }
    }

    private static URI door(Process stoker, Path log) throws Exception {
        long begin = System.nanoTime();
        while (stoker.isAlive() && System.nanoTime() - begin < LIMIT) {
            Matcher listening = LISTENING.matcher(Files.readString(log));
            if (listening.find()) {
                return URI.create(listening.group(1).replace("0.0.0.0", "127.0.0.1"));
            }
            stoker.waitFor(200, TimeUnit.MILLISECONDS);
        }
        throw new AssertionError("it does not listen: " + Files.readString(log));
    }

    private static int get(URI address) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(address).build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }
}
