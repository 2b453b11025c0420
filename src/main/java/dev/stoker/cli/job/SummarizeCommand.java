package dev.stoker.cli.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stoker.cli.StokerClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `stoker summarize`: a job of filings, followed to its end.
@Command(
        name = "summarize",
        description = "Summarise the filings of the last days, or of named ones.",
        footer = {
            "",
            "The job goes on when this command is left; ./stoker job ID --wait follows it again.",
            "Exit status: 0 all summarised, 1 Stoker away or refused, 2 wrong usage, 3 some items"
                    + " failed, 4 the job failed or was cancelled."
        },
        mixinStandardHelpOptions = true)
public final class SummarizeCommand implements Callable<Integer> {
    @Mixin private Door door = new Door();

    @Option(names = "--lookback", description = "of so many days, today included; default: 5")
    private Optional<Integer> lookback = Optional.empty();

    @Option(names = "--date", description = "of this day, such as 2025-01-02; may be repeated")
    private List<String> dates = List.of();

    @Option(names = "--form", description = "of this form only, such as 4; may be repeated")
    private List<String> forms = List.of();

    @Option(names = "--model", description = "default: the one Stoker is set to")
    private Optional<String> model = Optional.empty();

    @Option(
            names = "--wait",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "follow the job to its end; --no-wait prints its id and leaves")
    private boolean wait = true;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "write each summary there as it comes, a line of JSON; - for the output")
    private Optional<String> output = Optional.empty();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        return door.through(spec, this::submit);
    }

    private ExitStatus submit(StokerClient client) throws IOException, InterruptedException {
        JsonNode job = client.post("/batch/summarize", body());
        String id = job.path("id").asText();
        PrintWriter out = spec.commandLine().getOut();
        if (!wait) {
            out.println(id);
            out.flush();
            return ExitStatus.OK;
        }
        PrintWriter progress = spec.commandLine().getErr();
        progress.println("job " + id);
        return new FollowJob(client, out, progress).toEnd(id, output);
    }

    private ObjectNode body() {
        ObjectNode body = new ObjectMapper().createObjectNode();
        lookback.ifPresent(days -> body.put("lookback", days));
        if (!dates.isEmpty()) {
            dates.forEach(body.putArray("dates")::add);
        }
        if (!forms.isEmpty()) {
            forms.forEach(body.putArray("forms")::add);
        }
        model.ifPresent(name -> body.put("model", name));
        return body;
    }
}
