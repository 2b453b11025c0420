package dev.stoker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/// A running Stoker as its commands see it: JSON over HTTP.
public final class StokerClient {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT)
                    .build();
    private final ObjectMapper json = new ObjectMapper();
    private final URI base;
    private final Patience patience;
    private final Optional<String> key;

    /// @param patience how long to try while it is away
    public StokerClient(URI base, Patience patience) {
        this(base, patience, Optional.ofNullable(System.getenv("STOKER_API_KEY")));
    }

    /// @param key shown at each request
    StokerClient(URI base, Patience patience, Optional<String> key) {
        this.base = base;
        this.patience = patience;
        this.key = key;
    }

    /// @throws Refused when the answer is no
    public JsonNode get(String path) throws IOException, InterruptedException {
        return tree(send(request(path).GET()));
    }

    /// @throws Refused when the answer is no
    public JsonNode post(String path, JsonNode body) throws IOException, InterruptedException {
        return tree(send(request(path).POST(HttpRequest.BodyPublishers.ofString(body.toString()))));
    }

    /// @throws Refused when the answer is no
    public JsonNode delete(String path) throws IOException, InterruptedException {
        return tree(send(request(path).DELETE()));
    }

    /// The answer as it comes; the caller closes it.
    InputStream stream(String path, JsonNode body) throws IOException, InterruptedException {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    /// The answer as it comes; the caller closes it.
    public InputStream stream(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(path))
                        .header("Content-Type", "application/json");
        key.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        return request;
    }

    private InputStream send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer =
                patience.send(left ->
                        http.send(request.timeout(left).build(), BodyHandlers.ofInputStream()));
        if (answer.statusCode() < 300) {
            return answer.body();
        }
        try (InputStream body = answer.body()) {
            throw new Refused(
                    answer.statusCode(),
                    reason(new String(body.readAllBytes(), StandardCharsets.UTF_8)));
        }
    }

    private JsonNode tree(InputStream body) throws IOException {
        try (body) {
            return json.readTree(body);
        }
    }

    /// The message of an OpenAI error body, or the body itself.
    private String reason(String body) {
        try {
            JsonNode message = json.readTree(body).at("/error/message");
            return message.isTextual() ? message.textValue() : body;
        } catch (IOException notJson) {
            return body;
        }
    }

    /// Stoker answered, and the answer was no.
    public static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        Refused(int status, String reason) {
            super("%d: %s".formatted(status, reason));
        }
    }
}
