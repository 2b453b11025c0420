package dev.stoker.gateway.jobs;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.ScriptedFeed;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(BatchProfile.class)
class SummaryResourceTest {

    @Inject ResultLines lines;

    @AfterEach
    void release() {
        ScriptedWiring.ENGINE.resume().comeBack();
    }

    @Test
    void aSubmissionIsAnsweredWithTheJobAndItsPlace() {
        submit("{\"filings\": [{\"text\": \"Apple sold shares\"}]}")
                .statusCode(202)
                .header("Location", matchesPattern(".*/batch/jobs/[0-9a-f-]{36}"))
                .body("object", equalTo("job"))
                .body("state", equalTo("queued"))
                .body("model", equalTo("test/model"))
                .body("ingested", is(true))
                .body("counts.total", equalTo(1))
                .body("parameters.max_tokens", equalTo(1000));
    }

    @Test
    void aMistakeIsToldInTheShapeOfOpenAiAndNothingIsCreated() {
        String before = newest();

        submit("{\"filings\": [{\"text\": \"a\"}, {\"form\": \"4\"}]}")
                .statusCode(400)
                .body("error.message", equalTo("filings[1].text is missing"))
                .body("error.type", equalTo("invalid_request_error"))
                .body("error.param", equalTo("filings[1].text"))
                .body("error.code", equalTo("invalid_value"));

        assertEquals(before, newest());
    }

    @Test
    void inlineFilingsMayTogetherBeLarge() {
        String text = "x".repeat(6_000_000);

        submit("{\"filings\": [{\"text\": \"%s\"}, {\"text\": \"%s\"}]}".formatted(text, text))
                .statusCode(202)
                .body("counts.total", equalTo(2));
    }

    @Test
    void futureDaysAreReckonedByTheServicesOwnDay() {
        submit("{\"dates\": [\"2025-01-07\"]}")
                .statusCode(400)
                .body("error.param", equalTo("dates[0]"))
                .body("error.message", endsWith("(today is 2025-01-06, Eastern Time)"));
    }

    @Test
    void malformedJsonIsToldWithItsPlace() {
        submit("{\"lookback\": 5")
                .statusCode(400)
                .body("error.message", startsWith("the body is not JSON: "));
        submit("").statusCode(400);
    }

    @Test
    void aModelThatNobodyServesIsNamed() {
        submit("{\"lookback\": 1, \"model\": \"gpt-9\"}")
                .statusCode(404)
                .body("error.code", equalTo("model_not_found"))
                .body("error.param", equalTo("model"))
                .body(
                        "error.message",
                        equalTo("The model 'gpt-9' does not exist. Served: test/model, llm."));
    }

    @Test
    void anotherWordThanTrueOrFalseIsNoAnswerToWait() {
        given().body("{\"lookback\": 1}")
                .when()
                .post("/batch/summarize?wait=yes")
                .then()
                .statusCode(400)
                .body("error.message", equalTo("wait must be true or false: yes"));
    }

    @Test
    void waitingStreamsEachSummaryAndEndsWithTheReport() {
        ScriptedWiring.FEED.day(
                "2025-01-02",
                ScriptedFeed.filing("0001", "4", "bought"),
                ScriptedFeed.withoutText("0002", "8-K"),
                ScriptedFeed.filing("0003", "D", "offered"));

        List<String> lines =
                given().body("{\"dates\": [\"2025-01-02\"]}")
                        .when()
                        .post("/batch/summarize?wait=true")
                        .then()
                        .statusCode(200)
                        .contentType("application/x-ndjson")
                        .header("Location", matchesPattern(".*/batch/jobs/.*"))
                        .extract()
                        .asString()
                        .lines()
                        .toList();

        assertEquals(4, lines.size(), lines::toString);
        assertTrue(lines.getFirst().startsWith("{\"job\":{\"id\":"), lines::toString);
        assertTrue(lines.get(1).contains("\"summary\":"), lines::toString);
        assertTrue(lines.getLast().startsWith("{\"report\":{\"id\":"), lines::toString);
        assertTrue(lines.getLast().contains("\"state\":\"completed\""), lines::toString);
        assertTrue(lines.getLast().contains("\"dropped\":1"), lines::toString);
        assertTrue(lines.getLast().contains("\"cost_per_million_tokens\":"), lines::toString);
    }

    @Test
    void summariesArriveBeforeTheJobEnds() throws Exception {
        ScriptedWiring.FEED.day("2025-01-03", 32).hold();

        try (HttpClient client = HttpClient.newHttpClient();
                InputStream body = open(client, "{\"dates\": [\"2025-01-03\"]}").body()) {
            BufferedReader stream =
                    new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
            stream.readLine();
            String first = stream.readLine();
            ScriptedWiring.FEED.release();
            long rest = stream.lines().count();

            assertTrue(first.contains("\"accession_number\":\"2025-01-03-"), first);
            assertEquals(32, rest);
        }
    }

    @Test
    void theJobGoesOnWhenTheClientLeaves() throws Exception {
        ScriptedWiring.ENGINE.hold();
        String job;
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> answer =
                    open(client, "{\"filings\": [{\"text\": \"bought\"}, {\"text\": \"sold\"}]}");
            String place = answer.headers().firstValue("Location").orElseThrow();
            job = place.substring(place.lastIndexOf('/') + 1);
            Eventually.holds(() -> state(job).equals("running"));
            assertEquals(1, lines.following());
            answer.body().close();
            client.shutdownNow();
        }

        Eventually.holds(() -> lines.following() == 0);
        assertFalse(state(job).equals("cancelled"));
        ScriptedWiring.ENGINE.resume();
        Eventually.holds(() -> state(job).equals("completed"));
    }

    private HttpResponse<InputStream> open(HttpClient client, String body) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:"
                                                + RestAssured.port
                                                + "/batch/summarize?wait=true"))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    }

    private static String state(String job) {
        return given().get("/batch/jobs/" + job).then().extract().path("state");
    }

    private static String newest() {
        return given().get("/batch/jobs?limit=1")
                .then()
                .statusCode(200)
                .extract()
                .path("data[0].id");
    }

    private static ValidatableResponse submit(String body) {
        return given().body(body).when().post("/batch/summarize").then();
    }
}
