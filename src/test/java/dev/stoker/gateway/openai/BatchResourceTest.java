package dev.stoker.gateway.openai;

import static dev.stoker.gateway.openai.OpenAiClient.line;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.gateway.jobs.BatchProfile;
import dev.stoker.gateway.jobs.ScriptedWiring;
import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.ScriptedEngine;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(BatchProfile.class)
class BatchResourceTest {
    private static final ScriptedEngine ENGINE = ScriptedWiring.engine();

    @AfterEach
    void release() {
        ENGINE.resume().says(_ -> ScriptedEngine.chat("fine"));
    }

    @Test
    void everyRequestOfAFileIsAnsweredUnderItsOwnName() {
        ENGINE.says(_ -> ScriptedEngine.chat("fine"));
        String batch = OpenAiClient.batch(line("a", "one"), line("b", "two"));

        JsonPath done = OpenAiClient.await(batch, "completed");

        assertEquals(2, done.getInt("request_counts.total"));
        assertEquals(2, done.getInt("request_counts.completed"));
        assertEquals(0, done.getInt("request_counts.failed"));
        assertEquals(20, done.getInt("usage.input_tokens"));
        assertEquals(4, done.getInt("usage.output_tokens"));
        assertEquals(24, done.getInt("usage.total_tokens"));
        assertNotNull(done.get("in_progress_at"));
        assertNotNull(done.get("completed_at"));
        assertNull(done.get("errors"));
        assertNull(done.get("error_file_id"));
        List<String> lines = OpenAiClient.content(done.getString("output_file_id"));
        assertEquals(
                List.of("a", "b"),
                lines.stream()
                        .map(one -> JsonPath.from(one).getString("custom_id"))
                        .sorted()
                        .toList());
        JsonPath first = JsonPath.from(lines.getFirst());
        assertTrue(first.getString("id").startsWith("batch_req_"), lines::toString);
        assertEquals(200, first.getInt("response.status_code"));
        assertEquals("fine", first.getString("response.body.choices[0].message.content"));
        assertNotNull(first.get("response.request_id"));
        assertNull(first.get("error"));
    }

    @Test
    void theEngineGetsTheBodyAndThePathOfTheLine() {
        String file = OpenAiClient.upload(line("only-here", "/v1/embeddings", "how far?"));
        String batch =
                OpenAiClient.create(
                                Map.of(
                                        "input_file_id", file,
                                        "endpoint", "/v1/embeddings",
                                        "completion_window", "1h"))
                        .statusCode(200)
                        .extract()
                        .path("id");

        OpenAiClient.await(batch, "completed");

        assertTrue(
                ENGINE.calls().stream()
                        .anyMatch(call ->
                                call.path().equals("/v1/embeddings")
                                        && call.body()
                                                .equals(
                                                        "{\"model\":\"llm\",\"messages\":"
                                                                + "[{\"role\":\"user\",\"content\":"
                                                                + "\"how far?\"}]}")
                                        && call.batch()));
    }

    @Test
    void whatTheEngineRefusedStandsInTheErrorFileAsItSaidIt() {
        ENGINE.says(call ->
                call.body().contains("two")
                        ? ScriptedEngine.refusal(400, "too long")
                        : ScriptedEngine.chat("fine"));
        String batch = OpenAiClient.batch(line("a", "one"), line("b", "two"));

        JsonPath done = OpenAiClient.await(batch, "completed");

        assertEquals(1, done.getInt("request_counts.failed"));
        List<String> errors = OpenAiClient.content(done.getString("error_file_id"));
        JsonPath error = JsonPath.from(errors.getFirst());
        assertEquals(1, errors.size());
        assertEquals("b", error.getString("custom_id"));
        assertEquals(400, error.getInt("response.status_code"));
        assertEquals("too long", error.getString("response.body.error.message"));
        assertNull(error.get("error"));
    }

    @Test
    void aBatchWhoseRequestsAllFailIsComplete() {
        ENGINE.says(_ -> ScriptedEngine.refusal(400, "no"));

        JsonPath done = OpenAiClient.await(OpenAiClient.batch(line("a", "one")), "completed");

        assertEquals(1, done.getInt("request_counts.failed"));
        assertNull(done.get("output_file_id"));
    }

    @Test
    void theAnswersOfARunningBatchCanBeRead() {
        ENGINE.says(call ->
                call.body().contains("two")
                        ? ScriptedEngine.refusal(503, "no room")
                        : ScriptedEngine.chat("fine"));
        String batch = OpenAiClient.batch(line("a", "one"), line("b", "two"));
        Eventually.holds(() -> OpenAiClient.look(batch).getInt("request_counts.completed") == 1);

        JsonPath running = OpenAiClient.look(batch);

        assertEquals("in_progress", running.getString("status"));
        List<String> lines = OpenAiClient.content(running.getString("output_file_id"));
        assertEquals(1, lines.size());
        assertEquals("a", JsonPath.from(lines.getFirst()).getString("custom_id"));
    }

    @Test
    void mistakesOfLinesAreToldWithTheirNumbersAndNothingIsSent() {
        int before = ENGINE.calls().size();
        String batch =
                OpenAiClient.batch(
                        line("a", "one"),
                        "no json",
                        line("a", "again"),
                        "{\"custom_id\": \"c\", \"method\": \"POST\", \"url\": \"/v1/x\", \"body\":"
                                + " {\"model\": \"llm\"}}",
                        line("d", "two").replace("\"llm\"", "\"test/model\""),
                        line("e", "three").replace("\"model\": \"llm\", ", ""));

        JsonPath failed = OpenAiClient.await(batch, "failed");

        assertEquals(
                List.of(
                        "invalid_json_line",
                        "duplicate_custom_id",
                        "url_mismatch",
                        "model_mismatch",
                        "missing_required_parameter"),
                failed.getList("errors.data.code"));
        assertEquals(List.of(2, 3, 4, 5, 6), failed.getList("errors.data.line"));
        assertEquals("list", failed.getString("errors.object"));
        assertEquals("body.model", failed.getString("errors.data[4].param"));
        assertNotNull(failed.get("failed_at"));
        assertNull(failed.get("in_progress_at"));
        assertEquals(0, failed.getInt("request_counts.total"));
        assertEquals(before, ENGINE.calls().size());
    }

    @Test
    void anEmptyFileIsNoBatch() {
        JsonPath failed = OpenAiClient.await(OpenAiClient.batch("", ""), "failed");

        assertEquals(List.of("empty_file"), failed.getList("errors.data.code"));
        assertNull(failed.get("errors.data[0].line"));
    }

    @Test
    void aCancelledBatchKeepsWhatItHasAndNamesTheRest() {
        ENGINE.hold();
        String batch = OpenAiClient.batch(line("a", "one"), line("b", "two"));
        Eventually.holds(() -> ENGINE.inside() == 2);

        given().post("/v1/batches/" + batch + "/cancel")
                .then()
                .statusCode(200)
                .body("status", equalTo("cancelling"))
                .body("cancelling_at", is(org.hamcrest.Matchers.notNullValue()));

        JsonPath cancelled = OpenAiClient.await(batch, "cancelled");
        assertNotNull(cancelled.get("cancelled_at"));
        List<String> errors = OpenAiClient.content(cancelled.getString("error_file_id"));
        assertEquals(2, errors.size());
        assertEquals("batch_cancelled", JsonPath.from(errors.getFirst()).getString("error.code"));
        given().post("/v1/batches/" + batch + "/cancel").then().statusCode(200);
    }

    @Test
    void aCompletedBatchCannotBeCancelled() {
        String batch = OpenAiClient.batch(line("a", "one"));
        OpenAiClient.await(batch, "completed");

        given().post("/v1/batches/" + batch + "/cancel")
                .then()
                .statusCode(409)
                .body("error.code", equalTo("batch_ended"))
                .body("error.message", equalTo("Cannot cancel a batch with status 'completed'."));
    }

    @Test
    void batchesAreListedPageByPage() {
        String older = OpenAiClient.batch(line("a", "one"));
        String newer = OpenAiClient.batch(line("a", "one"));

        given().get("/v1/batches?limit=1")
                .then()
                .statusCode(200)
                .body("object", equalTo("list"))
                .body("data", hasSize(1))
                .body("data[0].id", equalTo(newer))
                .body("first_id", equalTo(newer))
                .body("last_id", equalTo(newer))
                .body("has_more", is(true));
        given().get("/v1/batches?limit=1&after=" + newer).then().body("data[0].id", equalTo(older));
    }

    @Test
    void metadataComesBackAsItWasGiven() {
        String file = OpenAiClient.upload(line("a", "one"));

        OpenAiClient.create(
                        Map.of(
                                "input_file_id",
                                file,
                                "endpoint",
                                "/v1/chat/completions",
                                "completion_window",
                                "30m",
                                "metadata",
                                Map.of("run", "nightly")))
                .statusCode(200)
                .body("object", equalTo("batch"))
                .body("id", startsWith("batch_"))
                .body("input_file_id", equalTo(file))
                .body("completion_window", equalTo("30m"))
                .body("metadata.run", equalTo("nightly"))
                .body("model", equalTo("test/model"))
                .body("output_file_id", nullValue());
    }

    @Test
    void mistakesOfTheOrderAreRefusedAndNothingIsMade() {
        String before = given().get("/v1/batches?limit=1").asString();
        String file = OpenAiClient.upload(line("a", "one"));
        Map<String, Object> good =
                Map.of(
                        "input_file_id", file,
                        "endpoint", "/v1/chat/completions",
                        "completion_window", "24h");

        mistake(good, "input_file_id", "file-x", "No such File object: file-x");
        mistake(good, "endpoint", "/v1/models", "endpoint must be one of [/v1/chat/completions");
        mistake(good, "completion_window", "31d", "completion_window must be minutes, hours or");
        mistake(good, "completion_window", "0h", "completion_window must be minutes, hours or");
        mistake(good, "metadata", List.of(), "metadata must be an object of at most 16 members");
        mistake(good, "metadata", Map.of("a", 1), "metadata must have keys of 64");
        mistake(good, "windows", "x", "unknown field \"windows\"");
        OpenAiClient.create(Map.of("endpoint", "/v1/embeddings"))
                .statusCode(400)
                .body("error.message", equalTo("input_file_id is missing"));
        String other = OpenAiClient.tryUpload("filings", new byte[] {1}).extract().path("id");
        mistake(good, "input_file_id", other, "the purpose of " + other + " must be batch");

        assertEquals(before, given().get("/v1/batches?limit=1").asString());
    }

    private static void mistake(
            Map<String, Object> good, String field, Object value, String message) {
        Map<String, Object> order = new java.util.HashMap<>(good);
        order.put(field, value);
        OpenAiClient.create(order)
                .statusCode(400)
                .body("error.message", startsWith(message))
                .body("error.type", equalTo("invalid_request_error"))
                .body("error.param", startsWith(field));
    }

    @Test
    void aBatchThatIsNotThereIsNotFound() {
        for (String id : List.of("batch_x", "batch_01942d5a-0000-7000-8000-000000000000", "x")) {
            given().get("/v1/batches/" + id)
                    .then()
                    .statusCode(404)
                    .body("error.message", equalTo("No batch found with id '" + id + "'."))
                    .body("error.code", equalTo("batch_not_found"));
            given().post("/v1/batches/" + id + "/cancel").then().statusCode(404);
        }
    }
}
