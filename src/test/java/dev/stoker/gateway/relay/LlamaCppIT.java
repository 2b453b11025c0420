package dev.stoker.gateway.relay;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.engine.LlamaCpp;
import dev.stoker.testkit.Engines;
import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.GenuineEngines;
import dev.stoker.testkit.PythonVenv;
import dev.stoker.testkit.RawClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A genuine llama.cpp behind the relay.
@QuarkusTest
@TestProfile(TestFleet.Profile.class)
@Timeout(300)
class LlamaCppIT {
    private static final String CHAT = "/v1/chat/completions";
    private static final String LONG =
            "{\"model\":\"m\",\"max_tokens\":100000,\"logit_bias\":{\"2\":false},\"messages\":"
                    + "[{\"role\":\"user\",\"content\":\"Count.\"}]}";

    @Inject TestFleet fleet;

    private Process server;
    private int port;

    @BeforeEach
    void start() throws Exception {
        Assumptions.assumeTrue(PythonVenv.isPossible(), "no python3 with venv on this machine");
        Path home = GenuineEngines.llamaCpp();
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        String model = home.resolve("models/smollm2-135m.gguf").toString();
        server =
                new ProcessBuilder(
                                home.resolve("llama-server").toString(),
                                "-m",
                                model,
                                "--alias",
                                "m",
                                "--host",
                                "127.0.0.1",
                                "--port",
                                String.valueOf(port),
                                "--metrics",
                                "--jinja",
                                "-np",
                                "2",
                                "-c",
                                "4096",
                                "-t",
                                "1")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        Eventually.becomes(Duration.ofMinutes(2), this::isUp, up -> up);
        fleet.is(Engines.ready(Engines.spec(new LlamaCpp(), "a", "m"), port));
    }

    @AfterEach
    void stop() throws Exception {
        if (server != null) {
            server.destroyForcibly().waitFor();
        }
    }

    @Test
    void aWholeAnswerIsCancelledThoughOthersGoOn() throws Exception {
        String stream = LONG.replace("{\"model\"", "{\"stream\":true,\"model\"");
        try (RawClient other = new RawClient(RestAssured.port)) {
            other.post(CHAT, stream).readUntil("data: ");
            try (RawClient client = new RawClient(RestAssured.port)) {
                client.post(CHAT, LONG);
                Eventually.becomes(Duration.ofMinutes(1), this::running, count -> count == 2);
            }

            // the other stream's tokens keep the server from looking after the closed connection
            Eventually.becomes(Duration.ofSeconds(20), this::running, count -> count == 1);
            assertTrue(other.readUntil("data: ").contains("data: "));
        }
    }

    @Test
    void aFoldedAnswerIsTheOneThatIsAskedForWhole() {
        String body =
                "{\"model\":\"m\",\"max_tokens\":6,\"temperature\":0,\"seed\":1,\"messages\":"
                        + "[{\"role\":\"user\",\"content\":\"Name three colours.\"}]";
        String plain =
                given().port(port).body(body + "}").post(CHAT).path("choices[0].message.content");

        given().body(body + "}")
                .post(CHAT)
                .then()
                .statusCode(200)
                .header("content-type", "application/json; charset=utf-8")
                .body("object", equalTo("chat.completion"))
                .body("choices[0].message.content", equalTo(plain))
                .body("choices[0].finish_reason", equalTo("length"))
                .body("usage.completion_tokens", equalTo(6))
                .body("id", not(equalTo("")));
    }

    @Test
    void aRefusalComesInTheServersOwnWords() {
        given().body("{\"model\":\"m\"}").post(CHAT).then().statusCode(400);
        given().body("{\"model\":\"m\",\"query\":\"a\",\"documents\":[\"b\"]}")
                .post("/v1/score")
                .then()
                .statusCode(404)
                .body("error.code", equalTo("not_offered"));
    }

    private boolean isUp() {
        try {
            return given().port(port).get("/health").statusCode() == 200;
        } catch (Exception refused) {
            return false;
        }
    }

    private int running() {
        String metrics = given().port(port).get("/metrics").asString();
        return metrics.lines()
                .filter(line -> line.startsWith("llamacpp:requests_processing "))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                .sum();
    }
}
