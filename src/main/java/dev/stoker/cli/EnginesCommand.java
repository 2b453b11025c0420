package dev.stoker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `stoker engines`: where each engine of a running Stoker stands.
@Command(
        name = "engines",
        description = "Show the engines of a running Stoker.",
        mixinStandardHelpOptions = true)
public final class EnginesCommand implements Callable<Integer> {
    private static final String ROW = "%-20s %-12s %-24s %4s %8s %6s  %s%n";

    @Mixin private Operator operator = new Operator();

    @Override
    public Integer call() throws InterruptedException {
        return operator.talk((stoker, out) -> print(stoker.get("/admin/engines"), out));
    }

    static void print(JsonNode answer, PrintWriter out) {
        out.printf(ROW, "ENGINE", "STATE", "SINCE", "RUN", "RESTARTS", "PID", "");
        for (JsonNode engine : answer.path("engines")) {
            out.printf(
                    ROW,
                    engine.path("name").asText(),
                    engine.path("state").asText(),
                    engine.path("since").asText("-"),
                    engine.path("run").asText(),
                    engine.path("restarts").asText(),
                    engine.path("pid").asText("-"),
                    remark(engine));
        }
        out.flush();
    }

    /// How far a start is, why an engine is down, or what it has to do.
    public static String remark(JsonNode engine) {
        if (engine.has("phase")) {
            String left = engine.path("seconds_left").asText("");
            return "%s, %s %%%s"
                    .formatted(
                            engine.path("phase").asText(),
                            engine.path("percent").asText(),
                            left.isEmpty() ? "" : ", about " + left + " s left");
        }
        if (engine.has("cause")) {
            return engine.path("cause").asText() + ": " + engine.path("detail").asText();
        }
        return engine.path("in_flight").asInt() + " in flight";
    }
}
