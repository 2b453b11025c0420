package dev.stoker.cli.job;

import dev.stoker.cli.Patience;
import dev.stoker.cli.Pause;
import dev.stoker.cli.StokerClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/// Where the commands on jobs find Stoker, and how long they try.
final class Door {
    @Option(
            names = "--url",
            defaultValue = "${STOKER_URL:-http://127.0.0.1:8080}",
            description = "of a running Stoker; default: ${DEFAULT-VALUE}")
    private URI url = URI.create("http://127.0.0.1:8080");

    @Option(
            names = "--timeout",
            defaultValue = "5m",
            description = "how long to try while Stoker is away; default: ${DEFAULT-VALUE}")
    private Duration timeout = Duration.ofMinutes(5);

    /// What a command does with Stoker.
    @FunctionalInterface
    interface Talk {
        ExitStatus with(StokerClient client) throws IOException, InterruptedException;
    }

    /// Tells of what went wrong in one line.
    ///
    /// @return what the shell is told
    int through(CommandSpec spec, Talk talk) throws InterruptedException {
        var patience = new Patience(InstantSource.system(), Pause.REAL, timeout);
        try {
            return talk.with(new StokerClient(url, patience)).code();
        } catch (IOException e) {
            String reason = e.getMessage() == null ? e.toString() : e.getMessage();
            spec.commandLine().getErr().println("stoker: " + url + ": " + reason);
            return ExitStatus.REFUSED.code();
        }
    }
}
