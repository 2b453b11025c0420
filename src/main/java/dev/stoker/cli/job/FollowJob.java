package dev.stoker.cli.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoker.cli.JobReport;
import dev.stoker.cli.JobWatch;
import dev.stoker.cli.Pause;
import dev.stoker.cli.ProgressBar;
import dev.stoker.cli.StokerClient;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Optional;

/// Follows a job to its end: progress and report for a person, results for a file.
///
/// Progress goes to the error stream, so that results may go to the standard output.
final class FollowJob {
    private final StokerClient client;
    private final PrintWriter out;
    private final PrintWriter progress;

    FollowJob(StokerClient client, PrintWriter out, PrintWriter progress) {
        this.client = client;
        this.out = out;
        this.progress = progress;
    }

    /// @param output where results go: a file, `-`, or nowhere
    ExitStatus toEnd(String id, Optional<String> output) throws IOException, InterruptedException {
        boolean terminal =
                Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
        var bar = new ProgressBar(progress, terminal);
        try (ResultFile results = ResultFile.open(client, output, out)) {
            JsonNode ended =
                    new JobWatch(client, bar, Pause.REAL, InstantSource.system())
                            .follow(id, Optional.empty(), results::fetch);
            boolean whole = results.fetch(id);
            while (!whole) {
                whole = results.fetch(id);
            }
            new JobReport(progress).print(ended);
            return ExitStatus.of(ended);
        }
    }

    /// Writes what is there now.
    ExitStatus now(String id, Optional<String> output) throws IOException, InterruptedException {
        JsonNode job = client.get("/batch/jobs/" + id);
        try (ResultFile results = ResultFile.open(client, output, out)) {
            if (!results.fetch(id)) {
                throw new IOException("the connection was lost while results were read");
            }
        }
        PrintWriter report = output.filter("-"::equals).isPresent() ? progress : out;
        report.println(id + " " + job.path("state").asText());
        new JobReport(report).print(job);
        return ExitStatus.of(job);
    }
}
