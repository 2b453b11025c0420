package dev.stoker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;

/// What a job did and what it cost, for a person.
public final class JobReport {
    private static final Map<String, String> TIMES =
            Map.of(
                    "full_speed_seconds", "  at full speed",
                    "engine_seconds", "  waiting for the engine",
                    "parser_seconds", "  waiting for filings",
                    "database_seconds", "  waiting for the queue",
                    "chat_seconds", "  left to chat",
                    "ending_seconds", "  with the last items");

    private final PrintWriter out;

    /// @param out for a person
    public JobReport(PrintWriter out) {
        this.out = out;
    }

    /// @param job as `GET /batch/jobs/{id}` answers it
    public void print(JsonNode job) {
        JsonNode counts = job.path("counts");
        row("filings", "%,d", counts.path("total").asLong());
        row("  summarised", "%,d", counts.path("done").asLong());
        row("  dropped, no primary XML", "%,d", counts.path("dropped").asLong());
        row("  failed", "%,d", counts.path("failed").asLong());
        if (counts.path("cancelled").asLong() > 0) {
            row("  cancelled, out of time", "%,d", counts.path("cancelled").asLong());
        }
        if (counts.path("gave_way").asLong() > 0) {
            row("  gave way to chats", "%,d times", counts.path("gave_way").asLong());
        }
        row("prompt tokens", "%,d", job.at("/tokens/prompt").asLong());
        row("output tokens", "%,d", job.at("/tokens/output").asLong());
        row("seconds", "%,.1f", job.path("seconds").asDouble());
        row("tokens per second", "%,.0f", job.path("tokens_per_second").asDouble());
        JsonNode cost = job.path("cost_per_million_tokens");
        if (cost.isNumber()) {
            row("cost per million tokens", "%,.4f", cost.asDouble());
        }
        job.path("time").properties().forEach(part -> time(part.getKey(), part.getValue()));
        job.path("errors").forEach(error -> out.println("  not read: " + error.asText()));
        out.flush();
    }

    /// Only what there was of it.
    private void time(String part, JsonNode seconds) {
        if (seconds.asDouble() >= 0.05) {
            row(TIMES.getOrDefault(part, part), "%,.1f", seconds.asDouble());
        }
    }

    private void row(String name, String format, Object value) {
        out.printf(Locale.ROOT, "%-26s %12s%n", name, String.format(Locale.ROOT, format, value));
    }
}
