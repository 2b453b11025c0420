package dev.stoker.batch.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckRequestsTest {
    @Test
    void aGoodFileHasNoProblems() throws IOException {
        CheckRequests.Result result = check("\uFEFF" + good("a") + "\r\n\n" + good("b"));

        assertEquals(2, result.requests());
        assertEquals(List.of(), result.problems());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    []                                                | invalid_json_line
                    {"custom_id": "a"} {}                             | invalid_json_line
                    "a"                                               | invalid_json_line
                    {"custom_id": "\\ud800"}                          | invalid_json_line
                    {"custom_id": ""}                                 | missing_required_parameter
                    {"custom_id": 7}                                  | missing_required_parameter
                    {"custom_id": "a\\u0000"}                         | invalid_custom_id
                    {"custom_id": "a", "method": "GET"}               | invalid_method
                    {"custom_id": "a", "method": "POST", "url": "/y"} | url_mismatch
                    """)
    void whatIsWrongWithALineHasAName(String line, String code) throws IOException {
        CheckRequests.Result result = check(good("first") + "\n" + line);

        assertEquals(List.of(code), result.problems().stream().map(LineProblem::code).toList());
        assertEquals(2, result.problems().getFirst().line().orElseThrow());
    }

    @Test
    void aStreamHasNobodyToGoTo() throws IOException {
        CheckRequests.Result result = check(good("a").replace("\"m\"", "\"m\", \"stream\": true"));

        assertEquals("invalid_stream", result.problems().getFirst().code());
    }

    @Test
    void aModelThatNobodyServesIsToldOnce() throws IOException {
        CheckRequests.Result result =
                check((good("a") + "\n" + good("b")).replace("\"m\"", "\"other\""));

        assertEquals(
                List.of("model_not_found"),
                result.problems().stream().map(LineProblem::code).toList());
    }

    @Test
    void moreRequestsThanAllowedAreTooMany() throws IOException {
        String many = IntStream.range(0, 6).mapToObj(i -> good("id-" + i)).collect(lines());

        assertEquals("too_many_tasks", check(many).problems().getFirst().code());
    }

    @Test
    void aFileOfNothingButMistakesIsNotReadToItsEnd() throws IOException {
        String broken = IntStream.range(0, 500).mapToObj(_ -> "x").collect(lines());

        CheckRequests.Result result =
                new CheckRequests("/v1/x", "m"::equals, 1_000).of(lines(broken));

        assertEquals(100, result.problems().size());
    }

    @Test
    void duplicatesAreFoundAmongMany() throws IOException {
        String many =
                IntStream.range(0, 5_000).mapToObj(i -> good("id-" + i)).collect(lines())
                        + "\n"
                        + good("id-17");

        CheckRequests.Result result =
                new CheckRequests("/v1/x", "m"::equals, 10_000).of(lines(many));

        assertEquals(1, result.problems().size());
        assertEquals(5_001, result.problems().getFirst().line().orElseThrow());
    }

    @Test
    void aLineThatIsTooLongIsNotHeld() throws IOException {
        Lines lines =
                new Lines(
                        new ByteArrayInputStream("aaaaaaaaaa\nb".getBytes(StandardCharsets.UTF_8)),
                        5);

        assertEquals(java.util.Optional.empty(), lines.next().orElseThrow().text());
        assertEquals(java.util.Optional.of("b"), lines.next().orElseThrow().text());
        assertEquals(java.util.Optional.empty(), lines.next());
    }

    @Test
    void numbersGoThroughDigitByDigit() {
        String line = good("a").replace("\"m\"", "\"m\", \"temperature\": 0.10, \"seed\": 1e400");

        RequestLine.Parsed parsed =
                RequestLine.parse(new Lines.Line(1, java.util.Optional.of(line)), "/v1/x");

        assertEquals(
                "{\"model\":\"m\",\"temperature\":0.10,\"seed\":1E+400}",
                ((RequestLine.Parsed.Good) parsed).line().body());
    }

    private static CheckRequests.Result check(String file) throws IOException {
        return new CheckRequests("/v1/x", "m"::equals, 5).of(lines(file));
    }

    private static Lines lines(String text) {
        return new Lines(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), 1_000_000);
    }

    private static java.util.stream.Collector<CharSequence, ?, String> lines() {
        return Collectors.joining("\n");
    }

    private static String good(String id) {
        return """
        {"custom_id": "%s", "method": "POST", "url": "/v1/x", "body": {"model": "m"}}\
        """
                .formatted(id);
    }
}
