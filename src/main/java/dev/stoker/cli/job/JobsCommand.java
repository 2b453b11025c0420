package dev.stoker.cli.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoker.cli.StokerClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `stoker jobs`: the newest jobs, a line each.
@Command(name = "jobs", description = "List the newest jobs.", mixinStandardHelpOptions = true)
public final class JobsCommand implements Callable<Integer> {
    @Mixin private Door door = new Door();

    @Option(
            names = "--limit",
            defaultValue = "20",
            description = "at most so many; default: ${DEFAULT-VALUE}")
    private int limit = 20;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        return door.through(spec, this::list);
    }

    private ExitStatus list(StokerClient client) throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        line(out, "ID", "STATE", "MODEL", "ITEMS", "ENDED", "FAILED", "CREATED");
        for (JsonNode job : client.get("/batch/jobs?limit=" + limit).path("data")) {
            JsonNode counts = job.path("counts");
            long total = counts.path("total").asLong();
            long open = counts.path("waiting").asLong() + counts.path("running").asLong();
            line(
                    out,
                    job.path("id").asText(),
                    job.path("state").asText(),
                    job.path("model").asText(),
                    total,
                    total - open,
                    counts.path("failed").asLong(),
                    job.path("created_at").asText());
        }
        out.flush();
        return ExitStatus.OK;
    }

    private static void line(PrintWriter out, Object... columns) {
        out.printf(Locale.ROOT, "%-36s  %-10s  %-20s  %8s  %8s  %6s  %s%n", columns);
    }
}
