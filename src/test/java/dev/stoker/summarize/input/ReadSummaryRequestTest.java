package dev.stoker.summarize.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.edgar.select.Amendments;
import dev.stoker.edgar.select.FilingFilter;
import dev.stoker.edgar.select.Wanted;
import dev.stoker.edgar.text.TextChoice;
import dev.stoker.edgar.text.TextOptions;
import dev.stoker.summarize.Identity;
import dev.stoker.summarize.Prompt;
import dev.stoker.summarize.SummaryRequest;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReadSummaryRequestTest {
    private static final LocalDate TODAY = LocalDate.of(2025, 1, 6);

    private final ReadSummaryRequest read = new ReadSummaryRequest(TODAY);

    @Test
    void aLookbackIsThatManyDaysEndingToday() {
        SummaryRequest request = read.from("{\"lookback\": 3}");

        assertEquals(days("2025-01-04", "2025-01-05", "2025-01-06"), request.source());
        assertEquals(Prompt.DEFAULT, request.prompt());
        assertEquals(Wanted.USUAL, request.wanted());
        assertEquals(Optional.empty(), request.model());
    }

    @Test
    void withoutASourceTheLastFiveDaysAreTaken() {
        SummaryRequest request = read.from("{}");

        assertEquals(
                days("2025-01-02", "2025-01-03", "2025-01-04", "2025-01-05", "2025-01-06"),
                request.source());
    }

    @Test
    void datesAreTakenInOrderAndOnce() {
        SummaryRequest request =
                read.from("{\"dates\": [\"2025-01-03\", \"2025-01-02\", \"2025-01-03\"]}");

        assertEquals(days("2025-01-02", "2025-01-03"), request.source());
    }

    @Test
    void filingsMayLackEverythingButTheirText() {
        SummaryRequest request =
                read.from(
                        """
                        {"filings": [
                            {"accession_number": "0001-25-000001", "form": "4/A", "cik": 320193,
                             "text": "bought"},
                            {"text": "sold"}]}
                        """);

        assertEquals(
                new SummaryRequest.Inline(
                        List.of(
                                new SummaryRequest.Filing(
                                        new Identity(
                                                Optional.of("0001-25-000001"),
                                                Optional.of("4/A"),
                                                OptionalLong.of(320193)),
                                        "bought"),
                                new SummaryRequest.Filing(Identity.UNKNOWN, "sold"))),
                request.source());
    }

    @Test
    void promptAndSamplingCanBeChosen() {
        SummaryRequest request =
                read.from(
                        """
                        {"lookback": 1, "model": "llm", "forms": ["4", "10-K"],
                         "prompt": "In short: {text}", "max_tokens": 50, "temperature": 0.5,
                         "top_p": 0.9}
                        """);

        assertEquals(
                new Prompt("In short: {text}", 50, Optional.of(0.5), Optional.of(0.9)),
                request.prompt());
        assertEquals(FilingFilter.ofForms(List.of("4", "10-K")), request.wanted().filter());
        assertEquals(Optional.of("llm"), request.model());
    }

    @Test
    void aRangeHasBothItsEnds() {
        assertEquals(
                days("2025-01-02", "2025-01-03", "2025-01-04"),
                read.from("{\"from\": \"2025-01-02\", \"to\": \"2025-01-04\"}").source());
        assertEquals(
                days("2025-01-05", "2025-01-06"), read.from("{\"from\": \"2025-01-05\"}").source());
    }

    @Test
    void filtersAndTheChoiceOfTextAreTaken() {
        SummaryRequest request =
                read.from(
                        """
                        {"lookback": 1, "forms": ["4"], "amendments": true,
                         "ciks": [320193, 789019], "text": "best", "max_text_tokens": 1000}
                        """);

        assertEquals(
                new Wanted(
                        new FilingFilter(
                                Set.of("4"), Amendments.INCLUDED, Set.of(320193L, 789019L)),
                        new TextOptions(TextChoice.BEST, 8_000)),
                request.wanted());
        assertEquals(OptionalInt.of(1_000), request.prompt().frame().textTokens());
    }

    @Test
    void amendmentsCanBeLeftOutOfAllForms() {
        assertEquals(
                Amendments.EXCLUDED,
                read.from("{\"amendments\": false}").wanted().filter().amendments());
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake(
                        "{\"to\": \"2025-01-02\"}",
                        "to",
                        "to needs from, the first day of the range"),
                mistake(
                        "{\"from\": \"2025-01-03\", \"to\": \"2025-01-02\"}",
                        "to",
                        "to is before from: 2025-01-02 is before 2025-01-03"),
                mistake(
                        "{\"from\": \"2023-01-03\"}",
                        "from",
                        "from and to must span at most 366 days: 2023-01-03 to 2025-01-06"),
                mistake(
                        "{\"from\": \"2025-01-02\", \"lookback\": 2}",
                        "lookback",
                        "only one of lookback, dates, from, filings, file may be given: [from, lookback]"),
                mistake(
                        "{\"amendments\": \"no\"}",
                        "amendments",
                        "amendments must be true or false: \"no\""),
                mistake(
                        "{\"forms\": [\"4/A\"], \"amendments\": false}",
                        "amendments",
                        "amendments is false, but forms names the amendment \"4/A\""),
                mistake(
                        "{\"ciks\": [320193, \"AAPL\"]}",
                        "ciks[1]",
                        "ciks[1] must be a whole number from 1 to 9999999999: \"AAPL\""),
                mistake(
                        "{\"text\": \"html\"}",
                        "text",
                        "text must be \"xml\" or \"best\": \"html\""),
                mistake(
                        "{\"max_text_tokens\": 5}",
                        "max_text_tokens",
                        "max_text_tokens must be a whole number from 100 to 131072: 5"),
                mistake("", "", "the body must be a JSON object: "),
                mistake("[]", "", "the body must be a JSON object: []"),
                mistake(
                        "{\"lookback\": 0}",
                        "lookback",
                        "lookback must be a whole number from 1 to 366: 0"),
                mistake(
                        "{\"lookback\": 10000}",
                        "lookback",
                        "lookback must be a whole number from 1 to 366: 10000"),
                mistake(
                        "{\"lookback\": -1}",
                        "lookback",
                        "lookback must be a whole number from 1 to 366: -1"),
                mistake(
                        "{\"lookback\": 1.5}",
                        "lookback",
                        "lookback must be a whole number from 1 to 366: 1.5"),
                mistake(
                        "{\"lookback\": \"5\"}",
                        "lookback",
                        "lookback must be a whole number from 1 to 366: \"5\""),
                mistake(
                        "{\"lookback\": 99999999999999999999}",
                        "lookback",
                        "lookback must be a whole number from 1 to 366: 99999999999999999999"),
                mistake(
                        "{\"lookbak\": 5}",
                        "lookbak",
                        "unknown field \"lookbak\"; the nearest is \"lookback\""),
                mistake(
                        "{\"lookback\": 5, \"dates\": [\"2025-01-02\"]}",
                        "lookback",
                        "only one of lookback, dates, from, filings, file may be given: [dates, lookback]"),
                mistake(
                        "{\"dates\": [\"2025-01-07\"]}",
                        "dates[0]",
                        "dates[0] is in the future: 2025-01-07 (today is 2025-01-06, Eastern Time)"),
                mistake(
                        "{\"dates\": [\"2025-01-02\", \"01/03/2025\"]}",
                        "dates[1]",
                        "dates[1] must be a date like 2025-01-02: 01/03/2025"),
                mistake(
                        "{\"dates\": [\"2025-02-30\"]}",
                        "dates[0]",
                        "dates[0] must be a date like 2025-01-02: 2025-02-30"),
                mistake(
                        "{\"dates\": [\"1970-01-01\"]}",
                        "dates[0]",
                        "dates[0] is before EDGAR's first year, 1993: 1970-01-01"),
                mistake("{\"dates\": []}", "dates", "dates must not be empty: []"),
                mistake(
                        "{\"dates\": \"2025-01-02\"}",
                        "dates",
                        "dates must be a list: \"2025-01-02\""),
                mistake(
                        "{\"dates\": [20250102]}",
                        "dates[0]",
                        "dates[0] must be a string: 20250102"),
                mistake(
                        "{\"forms\": [\"4\", \"10K\"]}",
                        "forms[1]",
                        "EDGAR has no form \"10K\"; the nearest is \"10-K\""),
                mistake("{\"forms\": []}", "forms", "forms must not be empty: []"),
                mistake("{\"filings\": []}", "filings", "filings must not be empty: []"),
                mistake(
                        "{\"filings\": [\"x\"]}",
                        "filings[0]",
                        "filings[0] must be a JSON object: \"x\""),
                mistake(
                        "{\"filings\": [{\"text\": \"a\"}, {\"form\": \"4\"}]}",
                        "filings[1].text",
                        "filings[1].text is missing"),
                mistake(
                        "{\"filings\": [{\"text\": \"  \"}]}",
                        "filings[0].text",
                        "filings[0].text must not be blank: \"  \""),
                mistake(
                        "{\"filings\": [{\"text\": 5}]}",
                        "filings[0].text",
                        "filings[0].text must be a string: 5"),
                mistake(
                        "{\"filings\": [{\"text\": \"a\", \"forn\": \"4\"}]}",
                        "filings[0].forn",
                        "unknown field \"filings[0].forn\"; the nearest is \"form\""),
                mistake(
                        "{\"filings\": [{\"text\": \"a\", \"form\": \"44\"}]}",
                        "filings[0].form",
                        "EDGAR has no form \"44\"; the nearest is \"144\""),
                mistake(
                        "{\"filings\": [{\"text\": \"a\", \"cik\": 0}]}",
                        "filings[0].cik",
                        "filings[0].cik must be a whole number from 1 to 9999999999: 0"),
                mistake(
                        "{\"filings\": [{\"text\": \"a\", \"accession_number\": \"1\"}, {\"text\": \"b\", \"accession_number\": \"1\"}]}",
                        "filings[1].accession_number",
                        "filings[1].accession_number is the same as filings[0].accession_number: 1"),
                mistake(
                        "{\"filings\": [{\"text\": \"a\", \"accession_number\": \"1\\u0000\"}]}",
                        "filings[0].accession_number",
                        "filings[0].accession_number must be 1 to 100 visible ASCII characters: \"1\0\""),
                mistake(
                        "{\"prompt\": \"Summarise!\"}",
                        "prompt",
                        "prompt must hold {text} where the filing's text goes: Summarise!"),
                mistake(
                        "{\"max_tokens\": 0}",
                        "max_tokens",
                        "max_tokens must be a whole number from 1 to 1000000: 0"),
                mistake(
                        "{\"temperature\": 3}",
                        "temperature",
                        "temperature must be a number from 0.0 to 2.0: 3"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void eachMistakeIsToldWithItsPlaceAndItsValue(String body, String param, String message) {
        InvalidRequest invalid = assertThrows(InvalidRequest.class, () -> read.from(body));

        assertEquals(message, invalid.getMessage());
        assertEquals(param, invalid.param());
    }

    @Test
    void whatIsNoJsonIsToldWithItsPlace() {
        String cut = messageOf("{\"lookback\": \n 5");
        String twice = messageOf("{\"lookback\": 5, \"lookback\": 6}");
        String trailing = messageOf("{\"lookback\": 5} x");

        assertTrue(cut.startsWith("the body is not JSON: Unexpected end-of-input"), cut);
        assertTrue(cut.endsWith("(line 2, column 3)"), cut);
        assertEquals("the body is not JSON: Duplicate field 'lookback' (line 1, column 27)", twice);
        assertTrue(trailing.startsWith("the body is not JSON: Unrecognized token 'x'"), trailing);
    }

    private String messageOf(String body) {
        return String.valueOf(
                assertThrows(InvalidRequest.class, () -> read.from(body)).getMessage());
    }

    private static Arguments mistake(String body, String param, String message) {
        return Arguments.of(body, param, message);
    }

    private static SummaryRequest.Days days(String... dates) {
        return new SummaryRequest.Days(Stream.of(dates).map(LocalDate::parse).toList());
    }
}
