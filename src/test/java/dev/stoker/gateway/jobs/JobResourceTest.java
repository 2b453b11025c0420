package dev.stoker.gateway.jobs;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.ScriptedEngine;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(BatchProfile.class)
class JobResourceTest {
    private static final String UNKNOWN = "01942d5a-0000-7000-8000-000000000000";

    @AfterEach
    void release() {
        ScriptedWiring.ENGINE.resume().says(call -> ScriptedEngine.chat("fine"));
    }

    @Test
    void aFinishedJobTellsItsFigures() {
        String job = submit("{\"form\": \"4\", \"text\": \"bought\"}", "{\"text\": \"sold\"}");
        awaitState(job, "completed");

        given().get("/batch/jobs/" + job)
                .then()
                .statusCode(200)
                .body("id", equalTo(job))
                .body("counts.total", equalTo(2))
                .body("counts.done", equalTo(2))
                .body("counts.waiting", equalTo(0))
                .body("tokens.prompt", equalTo(20))
                .body("tokens.output", equalTo(4))
                .body("tokens_per_second", notNullValue())
                .body("cost_per_million_tokens", notNullValue())
                .body("seconds", notNullValue())
                .body("seconds_left", nullValue())
                .body("finished_at", notNullValue())
                .body("expires_at", notNullValue());
    }

    @Test
    void resultsAreLinesThatCanBeChosenByForm() {
        String job =
                submit(
                        "{\"form\": \"4\", \"cik\": 320193, \"accession_number\": \"0001\","
                                + " \"text\": \"bought\"}",
                        "{\"form\": \"D\", \"text\": \"offered\"}");
        awaitState(job, "completed");

        List<String> lines = results(job, "?form=4");

        assertEquals(1, lines.size());
        assertTrue(lines.getFirst().contains("\"accession_number\":\"0001\""), lines::toString);
        assertTrue(lines.getFirst().contains("\"cik\":320193"), lines::toString);
        assertEquals(List.of(), results(job, "?form=10-K"));
        assertEquals(2, results(job, "").size());
    }

    @Test
    void readingCanGoOnBehindACursor() {
        String job = submit("{\"text\": \"a\"}", "{\"text\": \"b\"}", "{\"text\": \"c\"}");
        awaitState(job, "completed");
        List<String> all = results(job, "");
        String cursor = all.getFirst().replaceAll(".*\"cursor\":\"(\\d+)\".*", "$1");

        List<String> rest = results(job, "?after=" + cursor);

        assertEquals(all.subList(1, 3), rest);
    }

    @Test
    void aFailureIsALineWithItsReason() {
        ScriptedWiring.ENGINE.says(call -> ScriptedEngine.refusal(400, "too long"));
        String job = submit("{\"text\": \"a\"}");
        awaitState(job, "failed");

        List<String> lines = results(job, "?state=failed");

        assertTrue(
                lines.getFirst().endsWith("\"error\":\"engine answered 400: too long\"}"),
                lines::toString);
        assertEquals(List.of(), results(job, "?state=done"));
    }

    @Test
    void aCancelledJobStopsAndStaysReadable() {
        ScriptedWiring.ENGINE.hold();
        String job = submit("{\"text\": \"a\"}", "{\"text\": \"b\"}");
        Eventually.holds(() -> ScriptedWiring.ENGINE.inside() == 2);

        given().delete("/batch/jobs/" + job)
                .then()
                .statusCode(200)
                .body("state", equalTo("cancelling"));

        awaitState(job, "cancelled");
        given().get("/batch/jobs/" + job).then().body("counts.cancelled", equalTo(2));
        given().delete("/batch/jobs/" + job)
                .then()
                .statusCode(200)
                .body("state", equalTo("cancelled"));
    }

    @Test
    void whatTheTimeOfAJobWentToIsTold() {
        String job = submit("{\"text\": \"a\"}");
        awaitState(job, "completed");

        given().get("/batch/jobs/" + job)
                .then()
                .body("time.full_speed_seconds", greaterThanOrEqualTo(0f))
                .body(
                        "time.keySet()",
                        hasItems("engine_seconds", "parser_seconds", "chat_seconds"));
    }

    @Test
    void jobsAreListedPageByPage() {
        String older = submit("{\"text\": \"a\"}");
        awaitState(older, "completed");
        String newer = submit("{\"text\": \"b\"}");
        awaitState(newer, "completed");

        given().get("/batch/jobs?limit=1")
                .then()
                .statusCode(200)
                .body("data", hasSize(1))
                .body("data[0].id", equalTo(newer))
                .body("has_more", is(true));
        given().get("/batch/jobs?limit=1&after=" + newer).then().body("data[0].id", equalTo(older));
        assertNotEquals(older, newer);
    }

    @Test
    void aJobThatIsNotThereIsNotFound() {
        for (String id : List.of(UNKNOWN, "nonsense")) {
            given().get("/batch/jobs/" + id)
                    .then()
                    .statusCode(404)
                    .body("error.message", equalTo("there is no job " + id))
                    .body("error.code", equalTo("job_not_found"));
            given().get("/batch/jobs/" + id + "/results").then().statusCode(404);
            given().delete("/batch/jobs/" + id).then().statusCode(404);
        }
    }

    @Test
    void mistakesInTheQueryAreTold() {
        String job = submit("{\"text\": \"a\"}");

        mistake("/batch/jobs?limit=0", "limit must be a whole number from 1 to 100: 0");
        mistake("/batch/jobs?limit=many", "limit must be a whole number from 1 to 100: many");
        mistake("/batch/jobs?after=x", "after is no job id: x");
        mistake(
                "/batch/jobs/" + job + "/results?form=10K",
                "EDGAR has no form \"10K\"; the nearest is \"10-K\"");
        mistake(
                "/batch/jobs/" + job + "/results?state=waiting",
                "state must be done, failed or dropped: waiting");
        mistake(
                "/batch/jobs/" + job + "/results?after=-1",
                "after must be a whole number from 0 to 9223372036854775807: -1");
    }

    private static void mistake(String path, String message) {
        given().get(path).then().statusCode(400).body("error.message", equalTo(message));
    }

    private static String submit(String... filings) {
        return given().body("{\"filings\": [" + String.join(",", filings) + "]}")
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

    private static List<String> results(String job, String query) {
        return given().get("/batch/jobs/" + job + "/results" + query)
                .then()
                .statusCode(200)
                .contentType("application/x-ndjson")
                .extract()
                .asString()
                .lines()
                .toList();
    }
}
