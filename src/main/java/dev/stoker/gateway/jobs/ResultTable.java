package dev.stoker.gateway.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stoker.batch.Jobs;
import dev.stoker.batch.job.Result;
import dev.stoker.batch.job.ResultQuery;
import dev.stoker.summarize.Summaries;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/// Results as a table in CSV (RFC 4180), for spreadsheets.
final class ResultTable {
    static final String TYPE = "text/csv; charset=utf-8";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 100;

    /// With which spreadsheets let a formula begin; the wide ones where East Asian input is usual.
    private static final String FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private static final List<String> COLUMNS =
            List.of(
                    "/cursor",
                    "/state",
                    "/accession_number",
                    "/form",
                    "/cik",
                    "/summary",
                    "/error",
                    "/usage/prompt_tokens",
                    "/usage/completion_tokens");

    private final OutputStream out;

    ResultTable(OutputStream out) {
        this.out = out;
    }

    /// The results that are there now, under a line of their names.
    void write(Jobs jobs, Summaries summaries, ResultQuery query) throws IOException {
        row(COLUMNS.stream().map(column -> column.substring(column.lastIndexOf('/') + 1)).toList());
        ResultQuery rest = query;
        List<Result> page = jobs.results(rest, PAGE);
        while (!page.isEmpty()) {
            for (Result result : page) {
                JsonNode line = JSON.readTree(summaries.line(result));
                row(COLUMNS.stream().map(column -> value(line.at(column))).toList());
            }
            out.flush();
            rest = rest.after(page.getLast().cursor());
            page = page.size() < PAGE ? List.of() : jobs.results(rest, PAGE);
        }
    }

    private void row(List<String> values) throws IOException {
        String row = values.stream().map(ResultTable::cell).collect(Collectors.joining(","));
        out.write((row + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private static String value(JsonNode value) {
        return value.isTextual() ? harmless(value.asText()) : value.asText("");
    }

    /// What a model wrote, or a filing, must not be run as a formula: a spreadsheet takes what
    /// stands behind an apostrophe for text.
    static String harmless(String text) {
        return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static String cell(String value) {
        boolean plain =
                value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}
