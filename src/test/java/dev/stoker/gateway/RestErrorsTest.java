package dev.stoker.gateway;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.stoker.batch.queue.JobStore;
import dev.stoker.gateway.relay.TestFleet;
import dev.stoker.summarize.input.InvalidRequest;
import dev.stoker.testkit.SeveredDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;

@QuarkusTest
@TestProfile(TestFleet.Profile.class)
class RestErrorsTest {
    /// Fails in every way a resource can.
    @Path("/fails")
    public static class Failing {
        public record Wish(int lookback, List<LocalDate> dates, List<Item> items) {
            public Wish {
                if (lookback > 99) {
                    throw new IllegalArgumentException("lookback must be 1 to 99: " + lookback);
                }
            }
        }

        public record Item(String text, boolean done) {}

        @POST
        @Consumes(MediaType.APPLICATION_JSON)
        public String read(Wish wish) {
            return wish.toString();
        }

        @GET
        @Path("refused")
        public String refused() {
            throw ApiError.tryAgain("engine_loading", "Not yet.", Duration.ofMillis(1), Map.of())
                    .exception();
        }

        @GET
        @Path("invalid")
        public String invalid(@QueryParam("param") @DefaultValue("") String param) {
            throw new InvalidRequest(param, "days[2] must be a date: \"soon\"");
        }

        @GET
        @Path("database")
        public String database() {
            SeveredDataSource severed = new SeveredDataSource(new PGSimpleDataSource());
            severed.sever();
            return new JobStore(severed, InstantSource.system())
                    .newest(1, Optional.empty())
                    .toString();
        }

        @GET
        @Path("bug")
        public String bug() {
            throw new IllegalStateException("secret of the house");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    {"lookback":5,"lokback":6}         | unknown_field | lokback       | There is no field 'lokback' (line 1, column 27); known are: dates, items, lookback.
                    {"items":[{"text":"x"},{"txt":1}]} | unknown_field | items[1].txt  | There is no field 'items[1].txt' (line 1, column 33); known are: done, text.
                    {"lookback":"five"}                | invalid_value | lookback      | The field 'lookback' is wrong (line 1, column 13): a number expected, not 'five'.
                    {"dates":["2026-13-01"]}           | invalid_value | dates[0]      | The field 'dates[0]' is wrong (line 1, column 11): a date expected, not '2026-13-01'.
                    {"dates":7}                        | invalid_value | dates         | The field 'dates' is wrong (line 1, column 10): a list expected.
                    {"items":[{"done":"maybe"}]}       | invalid_value | items[0].done | The field 'items[0].done' is wrong (line 1, column 19): true or false expected, not 'maybe'.
                    {"items":[7]}                      | invalid_value | items[0]      | The field 'items[0]' is wrong (line 1, column 11): an object expected.
                    {"lookback":100}                   | invalid_value | -             | The body is wrong (line 1, column 16): lookback must be 1 to 99: 100.
                    []                                 | invalid_value | -             | The body is wrong (line 1, column 1): an object expected.
                    """)
    void aBodyThatDoesNotFitSaysWhatWhereAndWhichValue(
            String body, String code, String param, String message) {
        given().contentType("application/json")
                .body(body)
                .post("/fails")
                .then()
                .statusCode(400)
                .contentType("application/json")
                .body("error.type", equalTo("invalid_request_error"))
                .body("error.code", equalTo(code))
                .body("error.param", equalTo(param))
                .body("error.message", equalTo(message));
    }

    @Test
    void malformedJsonSaysWhere() {
        given().contentType("application/json")
                .body("{\"lookback\":\n5,,}")
                .post("/fails")
                .then()
                .statusCode(400)
                .body("error.code", equalTo("invalid_json"))
                .body("error.message", startsWith("The body is not JSON (line 2, column 3): "));
    }

    @Test
    void aRefusalIsWrittenWithItsAdvice() {
        when().get("/fails/refused")
                .then()
                .statusCode(503)
                .header("retry-after", "1")
                .header("retry-after-ms", "1")
                .header("x-should-retry", "true")
                .body("error.code", equalTo("engine_loading"))
                .body("error.message", equalTo("Not yet."));
    }

    @Test
    void aRequestThatCannotBeCarriedOutSaysWhere() {
        given().queryParam("param", "days[2]")
                .get("/fails/invalid")
                .then()
                .statusCode(400)
                .contentType("application/json")
                .header("x-should-retry", nullValue())
                .body("error.type", equalTo("invalid_request_error"))
                .body("error.code", equalTo("invalid_value"))
                .body("error.param", equalTo("days[2]"))
                .body("error.message", equalTo("days[2] must be a date: \"soon\""));
        when().get("/fails/invalid").then().statusCode(400).body("error.param", nullValue());
    }

    @Test
    void aDatabaseThatIsAwayIsAReasonToComeBack() {
        when().get("/fails/database")
                .then()
                .statusCode(503)
                .header("retry-after", "5")
                .header("retry-after-ms", "5000")
                .header("x-should-retry", "true")
                .body("error.type", equalTo("service_unavailable"))
                .body("error.code", equalTo("database_unavailable"))
                .body("error.param", nullValue())
                .body("error.message", equalTo("the job database does not answer"));
    }

    @Test
    void aBugTellsANumberAndNoSecrets() {
        when().get("/fails/bug")
                .then()
                .statusCode(500)
                .header("x-should-retry", nullValue())
                .body("error.type", equalTo("api_error"))
                .body("error.message", matchesPattern("Stoker failed; .* under [-0-9a-f]{36}\\."));
    }

    @Test
    void wrongMethodAndWrongTypeAreInTheSameShape() {
        when().delete("/fails/bug")
                .then()
                .statusCode(405)
                .body("error.code", equalTo("method_not_allowed"));
        given().contentType("text/plain")
                .body("x")
                .post("/fails")
                .then()
                .statusCode(415)
                .body("error.code", equalTo("unsupported_media_type"));
    }
}
