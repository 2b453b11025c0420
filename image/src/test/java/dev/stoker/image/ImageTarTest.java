package dev.stoker.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The image is built, taken apart again, and run from its layers as a pod of the front would.
class ImageTarTest {
    private static final Path APPLICATION = Path.of("../target/quarkus-app");
    private static final Pattern LISTENING =
            Pattern.compile("Listening on: (http://\\S+?)\\. Management interface");
    private static final long LIMIT = Duration.ofSeconds(120).toNanos();

    /// Over what the image says: no door to other machines, and a database that is not there yet.
    private static final Map<String, String> SETTINGS =
            Map.of(
                    "QUARKUS_HTTP_HOST", "127.0.0.1",
                    "QUARKUS_MANAGEMENT_HOST", "127.0.0.1",
                    "STOKER_START_ENGINES", "false",
                    "STOKER_DATABASE_EMBEDDED", "false",
                    "QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://127.0.0.1:9/stoker");

    @TempDir private Path directory;

    private Unpacked image() throws Exception {
        assertTrue(
                Files.exists(APPLICATION.resolve("quarkus-run.jar")), "run ./stoker build first");
        Path tar = Path.of("target/stoker.tar");
        new ImageTar(APPLICATION, directory.resolve("scratch")).write(tar);
        return Unpacked.of(tar, directory);
    }

    @Test
    void itServesFromItsLayersAlone() throws Exception {
        assumeTrue(Container.isPossible(), "only root becomes the image's user");
        Unpacked image = image();
        Path engine =
                Files.createDirectories(image.root().resolve("etc/stoker")).resolve("engine.yaml");
        Files.copy(Path.of("../yaml-configs/simulator.yaml"), engine);
        Path log = directory.resolve("log");

        Process stoker =
                new Container(image)
                        .start(
                                log,
                                SETTINGS,
                                List.of(
                                        "serve",
                                        "--port",
                                        "0",
                                        "--management-port",
                                        "0",
                                        "--engine",
                                        "/etc/stoker/engine.yaml"));

        try {
            URI door = door(stoker, log);
            Inside inside = Inside.of(stoker.pid());
            assertEquals(200, get(door.resolve("/v1/models")));
            assertEquals(Set.of("10001"), inside.users());
            assertEquals(Set.of(), inside.filesOutsideOf(image.root().toRealPath()));
            assertTrue(inside.optionsOfTheRoot().contains("ro"));
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
                return URI.create(listening.group(1));
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
