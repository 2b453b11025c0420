package dev.stoker.gateway.openai;

import static io.restassured.RestAssured.given;

import dev.stoker.testkit.Eventually;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What a client of OpenAI's files and batches does, in few words.
final class OpenAiClient {
    private static final String CHAT = "/v1/chat/completions";

    private OpenAiClient() {}

    /// A line of an input file.
    static String line(String id, String question) {
        return line(id, CHAT, question);
    }

    static String line(String id, String endpoint, String question) {
        return """
        {"custom_id": "%s", "method": "POST", "url": "%s", "body": {"model": "llm", \
        "messages": [{"role": "user", "content": "%s"}]}}\
        """
                .formatted(id, endpoint, question);
    }

    static ValidatableResponse tryUpload(String purpose, byte[] content) {
        return given().multiPart("purpose", purpose)
                .multiPart("file", "requests.jsonl", content)
                .post("/v1/files")
                .then();
    }

    /// @return the file's id
    static String upload(String... lines) {
        String content = Arrays.stream(lines).collect(Collectors.joining("\n"));
        return tryUpload("batch", content.getBytes(StandardCharsets.UTF_8))
                .statusCode(200)
                .extract()
                .path("id");
    }

    static ValidatableResponse tryCreate(String file) {
        return create(Map.of("input_file_id", file, "endpoint", CHAT, "completion_window", "24h"));
    }

    static ValidatableResponse create(Map<String, Object> order) {
        return given().contentType("application/json").body(order).post("/v1/batches").then();
    }

    /// @return the batch's id
    static String batch(String... lines) {
        return tryCreate(upload(lines)).statusCode(200).extract().path("id");
    }

    static JsonPath look(String batch) {
        return given().get("/v1/batches/" + batch).then().statusCode(200).extract().jsonPath();
    }

    static JsonPath await(String batch, String status) {
        return Eventually.becomes(
                java.time.Duration.ofSeconds(30),
                () -> look(batch),
                found -> found.getString("status").equals(status));
    }

    static List<String> content(String file) {
        return given().get("/v1/files/" + file + "/content")
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .toList();
    }
}
