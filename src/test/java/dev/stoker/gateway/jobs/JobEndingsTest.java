package dev.stoker.gateway.jobs;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.ScriptedEngine;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Repeated submissions, retries, events, tables, uploads.
@QuarkusTest
@TestProfile(BatchProfile.class)
class JobEndingsTest {
    private static final String ONE = "{\"filings\": [{\"text\": \"a\"}]}";

    @AfterEach
    void release() {
        ScriptedWiring.ENGINE.resume().says(_ -> ScriptedEngine.chat("fine"));
    }

    @Test
    void theSameSubmissionUnderTheSameKeyIsTheSameJob() {
        String first = submit("key-1", ONE).statusCode(202).extract().path("id");

        submit("key-1", ONE)
                .statusCode(200)
                .header("Idempotent-Replayed", "true")
                .body("id", equalTo(first));

        submit("key-1", "{\"filings\": [{\"text\": \"b\"}]}")
                .statusCode(422)
                .body("error.code", equalTo("idempotency_key_reused"))
                .body("error.type", equalTo("invalid_request_error"));
        assertNotEquals(first, submit("key-2", ONE).statusCode(202).extract().path("id"));
        submit("with space", ONE).statusCode(400).body("error.param", equalTo("Idempotency-Key"));
    }

    private static ValidatableResponse submit(String key, String body) {
        return given().header("Idempotency-Key", key).body(body).post("/batch/summarize").then();
    }

    @Test
    void failedItemsAreTriedAgainOnDemand() {
        ScriptedWiring.ENGINE.says(_ -> ScriptedEngine.refusal(400, "too long"));
        String job = submit(ONE);
        awaitState(job, "failed");
        ScriptedWiring.ENGINE.says(_ -> ScriptedEngine.chat("fine"));

        given().post("/batch/jobs/" + job + "/retry")
                .then()
                .statusCode(200)
                .body("retried", equalTo(1))
                .body("id", equalTo(job));

        awaitState(job, "completed");
        given().post("/batch/jobs/" + job + "/retry").then().body("retried", equalTo(0));
        given().post("/batch/jobs/nonsense/retry").then().statusCode(404);
    }

    @Test
    void aCancelledJobIsNotTriedAgain() {
        ScriptedWiring.ENGINE.hold();
        String job = submit(ONE);
        given().delete("/batch/jobs/" + job).then().statusCode(200);
        awaitState(job, "cancelled");

        given().post("/batch/jobs/" + job + "/retry")
                .then()
                .statusCode(409)
                .body("error.code", equalTo("job_ended_early"));
        given().get("/batch/jobs/" + job).then().body("ending", equalTo("cancelled"));
    }

    @Test
    void theEventsOfAJobEndWithIt() {
        String job = submit(ONE);

        String events =
                given().get("/batch/jobs/" + job + "/events")
                        .then()
                        .statusCode(200)
                        .contentType(startsWith("text/event-stream"))
                        .extract()
                        .asString();

        assertTrue(events.startsWith("event: progress\ndata: {\"id\":\"" + job), () -> events);
        assertEquals(1, events.lines().filter("event: end"::equals).count(), () -> events);
        assertTrue(events.endsWith("}\n\n"), () -> events);
        assertTrue(
                events.substring(events.indexOf("event: end")).contains("\"state\":\"completed\""),
                () -> events);
    }

    @Test
    void resultsAreATableForSpreadsheets() {
        ScriptedWiring.ENGINE.says(_ -> ScriptedEngine.chat("He said \\\"sell\\\", twice"));
        String job = submit("{\"filings\": [{\"form\": \"4\", \"cik\": 7, \"text\": \"a\"}]}");
        awaitState(job, "completed");

        String table = table(job);

        assertEquals(
                "cursor,state,accession_number,form,cik,summary,error,prompt_tokens,"
                        + "completion_tokens\r\n"
                        + "1,done,,4,7,\"He said \"\"sell\"\", twice\",,10,2\r\n",
                table);
        given().get("/batch/jobs/" + job + "/results?format=xml").then().statusCode(400);
    }

    @Test
    void noTextOfATableIsAFormula() {
        ScriptedWiring.ENGINE.says(_ -> ScriptedEngine.chat("-1+1|' /C calc'!A0, of course"));
        String job = submit("{\"filings\": [{\"accession_number\": \"=1+2\", \"text\": \"a\"}]}");
        awaitState(job, "completed");

        assertEquals(
                "1,done,'=1+2,,,\"'-1+1|' /C calc'!A0, of course\",,10,2",
                table(job).lines().skip(1).findFirst().orElseThrow());
    }

    private static String table(String job) {
        return given().get("/batch/jobs/" + job + "/results?format=csv")
                .then()
                .statusCode(200)
                .contentType(startsWith("text/csv"))
                .extract()
                .asString();
    }

    @Test
    void filingsOfAnUploadedFileAreSummarised() {
        String lines =
                """
                {"accession_number": "0001", "form": "4", "text": "a"}
                {"form": "4"}
                {"form": "8-K", "text": "b"}
                """;
        String file =
                given().multiPart("purpose", "filings")
                        .multiPart("file", "filings.jsonl", lines.getBytes(StandardCharsets.UTF_8))
                        .post("/v1/files")
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("id");

        String job = submit("{\"file\": \"" + file + "\", \"forms\": [\"4\"]}");

        awaitState(job, "completed");
        given().get("/batch/jobs/" + job)
                .then()
                .body("counts.done", equalTo(1))
                .body("counts.failed", equalTo(1))
                .body("parameters.file", equalTo(file));
        List<String> failed =
                given().get("/batch/jobs/" + job + "/results?state=failed")
                        .asString()
                        .lines()
                        .toList();
        assertTrue(failed.getFirst().contains("\"error\":\"text is missing\""), failed::toString);
        assertTrue(failed.getFirst().contains("\"line\":\"2\""), failed::toString);
    }

    @Test
    void aFileThatHoldsNoFilingsIsRefused() {
        given().body("{\"file\": \"file-x\"}")
                .post("/batch/summarize")
                .then()
                .statusCode(400)
                .body("error.param", equalTo("file"))
                .body("error.message", equalTo("No such File object: file-x"));
    }

    @Test
    void theRequestMaySayHowItIsAsked() {
        String job =
                submit(
                        "{\"filings\": [{\"text\": \"unheard-of\"}], \"system_prompt\": \"Be terse\","
                                + " \"response_format\": {\"type\": \"json_schema\","
                                + " \"json_schema\": {\"name\": \"s\", \"schema\": {}}}}");
        awaitState(job, "completed");

        String sent =
                ScriptedWiring.ENGINE.calls().stream()
                        .map(call -> call.body())
                        .filter(body -> body.contains("unheard-of"))
                        .findFirst()
                        .orElseThrow();

        assertTrue(sent.contains("{\"role\":\"system\",\"content\":\"Be terse\"}"), () -> sent);
        assertTrue(
                sent.contains(
                        "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":"
                                + "{\"name\":\"s\",\"schema\":{}}}"),
                () -> sent);
    }

    @Test
    void mistakesAroundTheFilingsAreTold() {
        mistake("\"response_format\": {\"type\": \"xml\"}", "response_format");
        mistake("\"response_format\": {\"type\": \"json_schema\"}", "response_format");
        mistake("\"cache\": \"no\"", "cache");
        mistake("\"webhook\": {\"url\": \"ftp://example.test/\"}", "webhook.url");
        mistake("\"webhook\": {}", "webhook.url");
        mistake("\"webhook\": {\"url\": \"https://example.test/\"}", "webhook");
    }

    private static void mistake(String field, String param) {
        given().body("{\"filings\": [{\"text\": \"a\"}], " + field + "}")
                .post("/batch/summarize")
                .then()
                .statusCode(400)
                .body("error.param", equalTo(param));
    }

    private static String submit(String body) {
        return given().body(body)
                .post("/batch/summarize")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
    }

    private static void awaitState(String job, String state) {
        Eventually.holds(() ->
                given().get("/batch/jobs/" + job).then().extract().path("state").equals(state));
    }
}
