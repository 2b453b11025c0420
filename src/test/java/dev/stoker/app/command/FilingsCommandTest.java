package dev.stoker.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stoker.testkit.FeedServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class FilingsCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private Path cache;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private FeedServer feed;

    @BeforeEach
    void serve() throws IOException {
        feed = FeedServer.ofSamples().withSingleFilings();
    }

    @AfterEach
    void stop() {
        feed.close();
    }

    @Test
    void aDayIsPrintedOneLineAFiling() throws Exception {
        assertEquals(0, run("--date", "2025-01-02"));

        assertEquals(69, lines().size());
        assertEquals(52, lines().stream().filter(it -> it.path("has_xml").asBoolean()).count());
    }

    @Test
    void aRangeWithFormsAndAmendmentsIsPrintedDayByDay() throws Exception {
        assertEquals(
                0,
                run(
                        "--from",
                        "2025-01-02",
                        "--to",
                        "2025-01-03",
                        "--form",
                        "SC 13G",
                        "--form",
                        "8-K",
                        "--amendments"));

        assertEquals(Set.of("8-K", "SC 13G/A"), forms());
    }

    @Test
    void amendmentsCanBeLeftOut() throws Exception {
        assertEquals(0, run("--date", "2025-01-03", "--no-amendments"));

        assertTrue(forms().stream().noneMatch(form -> form.endsWith("/A")), forms()::toString);
        assertEquals(68, lines().size());
    }

    @Test
    void theBestTextIsPrintedWhereItIsWanted() throws Exception {
        assertEquals(
                0,
                run("--date", "2025-01-03", "--form", "10-K", "--text-source", "best", "--text"));

        JsonNode report = lines().getFirst();
        assertEquals("plain", report.path("text_source").asText().replace("html", "plain"));
        assertTrue(report.path("text").asText().length() > 10_000);
    }

    @Test
    void aCompanyIsFoundByItsNumber() throws Exception {
        assertEquals(0, run("--date", "2025-01-03", "--cik", "1084869"));

        assertEquals(1, lines().size());
        assertEquals(1_084_869, lines().getFirst().path("issuer_cik").asInt());
    }

    @Test
    void aDayWithoutDataIsToldAndIsNoFailure() {
        assertEquals(0, run("--date", "2025-01-04"));
        assertEquals("stoker: the Feed has no data for 2025-01-04\n", err.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "--form 4 ~ one of --date, --from and --lookback must be given",
                "--date 2025-01-02 --lookback 3 ~ one of --date, --from and --lookback",
                "--to 2025-01-02 --date 2025-01-02 ~ --to needs --from",
                "--lookback 0 ~ --lookback must be from 1 to 366: 0",
                "--from 2025-01-03 --to 2025-01-02 ~ must span 1 to 366 days",
                "--date 2025-01-02 --form 10K ~ EDGAR has no form \"10K\"; the nearest is \"10-K\"",
                "--date 2025-01-02 --text-source pdf ~ --text-source must be xml or best: pdf",
                "--date yesterday ~ yesterday",
                "--date 2025-01-02 --cik AAPL ~ AAPL"
            })
    void aMistakeIsToldInTheWordsOfTheOption(String arguments, String message) {
        assertEquals(2, run(arguments.split(" ")));
        assertTrue(err.toString().contains(message), err::toString);
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--feed", feed.uri().toString(), "--cache", cache.toString()));
        return new CommandLine(new FilingsCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
    }

    private Set<String> forms() throws IOException {
        return lines().stream().map(it -> it.path("form").asText()).collect(Collectors.toSet());
    }

    private List<JsonNode> lines() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : out.toString().lines().toList()) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }
}
