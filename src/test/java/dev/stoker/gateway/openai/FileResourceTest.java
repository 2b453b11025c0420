package dev.stoker.gateway.openai;

import static dev.stoker.gateway.openai.OpenAiClient.line;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stoker.gateway.jobs.BatchProfile;
import dev.stoker.gateway.jobs.ScriptedWiring;
import dev.stoker.testkit.Eventually;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(BatchProfile.class)
class FileResourceTest {
    @AfterEach
    void release() {
        ScriptedWiring.engine().resume();
    }

    @Test
    void aFileComesBackByteForByte() {
        byte[] content = new byte[3_000_001];
        new Random(7).nextBytes(content);

        String id =
                OpenAiClient.tryUpload("user_data", content)
                        .statusCode(200)
                        .body("id", startsWith("file-"))
                        .body("object", equalTo("file"))
                        .body("bytes", equalTo(3_000_001))
                        .body("filename", equalTo("requests.jsonl"))
                        .body("purpose", equalTo("user_data"))
                        .body("status", equalTo("processed"))
                        .body("created_at", notNullValue())
                        .body("expires_at", notNullValue())
                        .extract()
                        .path("id");

        assertArrayEquals(
                content,
                given().get("/v1/files/" + id + "/content")
                        .then()
                        .statusCode(200)
                        .header("Content-Length", "3000001")
                        .extract()
                        .asByteArray());
        given().get("/v1/files/" + id).then().body("bytes", equalTo(3_000_001));
    }

    @Test
    void theFormMayNameThePurposeBehindTheFile() {
        given().multiPart("file", "a.jsonl", "x".getBytes(StandardCharsets.UTF_8))
                .multiPart("purpose", "batch")
                .multiPart("expires_after[anchor]", "created_at")
                .multiPart("expires_after[seconds]", "3600")
                .post("/v1/files")
                .then()
                .statusCode(200)
                .body("purpose", equalTo("batch"));
    }

    @Test
    void formsThatAreWrongAreRefusedAndNothingIsKept() {
        int before = files();

        OpenAiClient.tryUpload("fun", new byte[] {1})
                .statusCode(400)
                .body("error.param", equalTo("purpose"))
                .body(
                        "error.message",
                        equalTo("purpose must be one of [batch, filings, user_data]: fun"));
        given().multiPart("purpose", "batch")
                .post("/v1/files")
                .then()
                .statusCode(400)
                .body("error.code", equalTo("missing_required_parameter"))
                .body("error.param", equalTo("file"));
        given().multiPart("purpose", "batch")
                .multiPart("expires_after[seconds]", "1")
                .multiPart("file", "a", new byte[] {1})
                .post("/v1/files")
                .then()
                .statusCode(400)
                .body("error.param", equalTo("expires_after[seconds]"));
        given().contentType("application/json")
                .body("{}")
                .post("/v1/files")
                .then()
                .statusCode(400)
                .body("error.code", equalTo("invalid_content_type"));

        assertEquals(before, files());
    }

    private static int files() {
        return given().get("/v1/files").then().extract().jsonPath().getList("data").size();
    }

    @Test
    void filesAreListedPageByPageInEitherOrder() {
        String older = OpenAiClient.upload("a");
        String newer = OpenAiClient.upload("b");

        given().get("/v1/files?limit=1&purpose=batch")
                .then()
                .statusCode(200)
                .body("data", hasSize(1))
                .body("data[0].id", equalTo(newer))
                .body("has_more", is(true));
        given().get("/v1/files?limit=1&purpose=batch&after=" + newer)
                .then()
                .body("data[0].id", equalTo(older));
        given().get("/v1/files?limit=1&order=asc&after=" + older)
                .then()
                .body("data[0].id", equalTo(newer))
                .body("has_more", is(false));
        given().get("/v1/files?order=up")
                .then()
                .statusCode(400)
                .body("error.message", equalTo("order must be one of desc, asc: up"));
    }

    @Test
    void aFileCanBeDeletedOnce() {
        String id = OpenAiClient.upload("a");

        given().delete("/v1/files/" + id)
                .then()
                .statusCode(200)
                .body("id", equalTo(id))
                .body("deleted", is(true));

        given().delete("/v1/files/" + id)
                .then()
                .statusCode(404)
                .body("error.code", equalTo("file_not_found"));
        given().get("/v1/files/" + id).then().statusCode(404);
        given().get("/v1/files/" + id + "/content")
                .then()
                .statusCode(404)
                .body("error.message", equalTo("No such File object: " + id));
    }

    @Test
    void theOutputOfABatchIsAFileThatGoesWithIt() {
        String batch = OpenAiClient.batch(line("a", "one"));
        JsonPath done = OpenAiClient.await(batch, "completed");
        String id = done.getString("output_file_id");
        List<String> lines = OpenAiClient.content(id);

        given().get("/v1/files/" + id)
                .then()
                .statusCode(200)
                .body("purpose", equalTo("batch_output"))
                .body("bytes", equalTo(lines.getFirst().length() + 1));
        given().delete("/v1/files/" + id)
                .then()
                .statusCode(409)
                .body("error.code", equalTo("file_in_use"));
    }

    @Test
    void aFileMayGoOnceItsBatchHasReadIt() {
        ScriptedWiring.engine().hold();
        String file = OpenAiClient.upload(line("a", "one"));
        String batch = OpenAiClient.tryCreate(file).extract().path("id");
        Eventually.holds(() -> ScriptedWiring.engine().inside() == 1);

        Eventually.holds(() -> given().delete("/v1/files/" + file).statusCode() == 200);

        ScriptedWiring.engine().resume();
        assertEquals(1, OpenAiClient.await(batch, "completed").getInt("request_counts.completed"));
    }
}
