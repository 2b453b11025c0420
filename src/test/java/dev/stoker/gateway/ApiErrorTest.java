package dev.stoker.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiErrorTest {
    @Test
    void theBodyIsOpenAisErrorObject() {
        ApiError error = ApiError.badRequest("bad_date", "dates[1] is \"tomorrow\".", "dates[1]");

        assertEquals(
                """
                {"error":{"message":"dates[1] is \\"tomorrow\\".","type":"invalid_request_error",\
                "param":"dates[1]","code":"bad_date"}}\
                """,
                error.body());
        assertEquals(Map.of(), error.headers());
    }

    @Test
    void whatIsWrongWithAllOfARequestIsInNoField() {
        ApiError error = ApiError.badRequest("invalid_value", "The body is wrong.", "");

        assertEquals(ApiError.badRequest("invalid_value", "The body is wrong."), error);
    }

    @Test
    void moreFactsStandBesideTheCode() {
        ApiError error = ApiError.broken("engine_failed", "Down.", Map.of("crashes", 3));

        assertEquals(
                """
                {"error":{"message":"Down.","type":"service_unavailable","param":null,\
                "code":"engine_failed","crashes":3}}\
                """,
                error.body());
        assertEquals(Map.of("x-should-retry", "false"), error.headers());
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 1, 1", "PT1S, 1, 1000", "PT1.001S, 2, 1001", "PT5M, 60, 60000"})
    void aWaitIsRoundedUpAndNeverLongerThanClientsHeed(
            Duration delay, String seconds, String milliseconds) {
        ApiError error = ApiError.tryAgain("engine_loading", "Later.", delay, Map.of());

        assertEquals(
                Map.of(
                        "x-should-retry",
                        "true",
                        "retry-after",
                        seconds,
                        "retry-after-ms",
                        milliseconds),
                error.headers());
    }

    @Test
    void anExceptionCarriesIt() {
        ApiError error = ApiError.unknownModel("No such model.");

        ApiException exception = error.exception();

        assertSame(error, exception.error());
        assertEquals("No such model.", exception.getMessage());
    }
}
