package dev.stoker.cli.top;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoker.cli.EnginesCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The lines that tell of one moment, from what Stoker answers about it.
final class TopView {
    private static final String ENGINE = "%-20s %-12s %7s %7s %5s %9s %15s %8s  %s";
    private static final String JOB = "%-36s  %-10s  %-16s  %15s  %6s  %9s  %8s  %9s";
    private static final double GIBIBYTE = 1L << 30;

    private final JsonNode engines;
    private final JsonNode figures;

    /// @param engines as `GET /admin/engines` tells them
    /// @param figures as `GET /admin/figures` does
    TopView(JsonNode engines, JsonNode figures) {
        this.engines = engines.path("engines");
        this.figures = figures;
    }

    /// @param jobs as `GET /batch/jobs` tells them
    List<Line> lines(JsonNode jobs) {
        List<Line> lines = head();
        lines.add(Line.EMPTY);
        lines.add(
                Line.heading(
                        row(
                                JOB,
                                "JOB",
                                "STATE",
                                "MODEL",
                                "DONE",
                                "FAILED",
                                "TOKENS/S",
                                "LEFT",
                                "COST")));
        jobs.path("data").forEach(job -> lines.add(Line.plain(job(job))));
        return lines;
    }

    /// @param why there are no jobs to show
    List<Line> withoutJobs(String why) {
        List<Line> lines = head();
        lines.add(Line.EMPTY);
        lines.add(Line.plain("jobs: " + why));
        return lines;
    }

    private List<Line> head() {
        List<Line> lines = new ArrayList<>();
        lines.add(Line.plain(traffic()));
        lines.add(Line.plain(latency()));
        lines.add(Line.EMPTY);
        lines.add(
                Line.heading(
                        row(
                                ENGINE,
                                "ENGINE",
                                "STATE",
                                "RUNNING",
                                "WAITING",
                                "KV",
                                "TOKENS/S",
                                "GPU MEMORY",
                                "RESTARTS",
                                "")));
        engines.forEach(engine -> lines.add(Line.plain(engine(engine))));
        return lines;
    }

    private String traffic() {
        long ready = 0;
        for (JsonNode engine : engines) {
            ready += engine.path("state").asText().equals("ready") ? 1 : 0;
        }
        return row(
                "%d of %d engines ready   %s requests/s   %s tokens/s written, %s read",
                ready,
                engines.size(),
                number(latest("requests_per_second")),
                number(latest("output_tokens_per_second")),
                number(latest("prompt_tokens_per_second")));
    }

    private String latency() {
        return row(
                "first token %s median, %s 95 %%   between tokens %s median, %s 95 %%",
                seconds(latest("first_token_seconds", "p50")),
                seconds(latest("first_token_seconds", "p95")),
                seconds(latest("inter_token_seconds", "p50")),
                seconds(latest("inter_token_seconds", "p95")));
    }

    private String engine(JsonNode engine) {
        JsonNode now = figures.path("engines").path(engine.path("name").asText());
        return row(
                ENGINE,
                engine.path("name").asText(),
                engine.path("state").asText(),
                number(now.path("running")),
                number(now.path("waiting")),
                now.has("kv_usage") ? number(now.path("kv_usage").asDouble() * 100) + "%" : "-",
                number(now.path("output_tokens_per_second")),
                memory(engine.path("gpus")),
                engine.path("restarts").asText(),
                EnginesCommand.remark(engine));
    }

    private String memory(JsonNode indexes) {
        double used = 0;
        double total = 0;
        for (JsonNode index : indexes) {
            for (JsonNode gpu : figures.path("gpus")) {
                if (gpu.path("gpu").asInt(-1) == index.asInt()) {
                    used += gpu.path("used_bytes").asDouble();
                    total += gpu.path("total_bytes").asDouble();
                }
            }
        }
        return total == 0 ? "-" : row("%.0f of %.0f GiB", used / GIBIBYTE, total / GIBIBYTE);
    }

    private static String job(JsonNode job) {
        JsonNode counts = job.path("counts");
        long total = counts.path("total").asLong();
        long open = counts.path("waiting").asLong() + counts.path("running").asLong();
        boolean left = job.has("seconds_left") && open > 0;
        return row(
                JOB,
                job.path("id").asText(),
                job.path("state").asText(),
                job.path("model").asText(),
                row("%,d/%,d", total - open, total),
                counts.path("failed").asText(),
                number(job.path("tokens_per_second")),
                left ? row("%.0f s", job.path("seconds_left").asDouble()) : "-",
                row("$%.4f", job.path("cost").asDouble()));
    }

    private JsonNode latest(String column) {
        return last(figures.path(column));
    }

    private JsonNode latest(String columns, String column) {
        return last(figures.path(columns).path(column));
    }

    private static JsonNode last(JsonNode column) {
        return column.path(column.size() - 1);
    }

    private static String number(JsonNode value) {
        return value.isNumber() ? number(value.asDouble()) : "-";
    }

    private static String number(double value) {
        return row(value < 10 && value != Math.rint(value) ? "%.1f" : "%,.0f", value);
    }

    private static String seconds(JsonNode value) {
        if (!value.isNumber()) {
            return "-";
        }
        double seconds = value.asDouble();
        return seconds < 1 ? row("%.0f ms", seconds * 1000) : row("%.1f s", seconds);
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private static String row(String format, Object... columns) {
        return String.format(Locale.ROOT, format, columns);
    }
}
