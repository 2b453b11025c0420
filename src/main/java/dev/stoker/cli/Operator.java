package dev.stoker.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// What the commands for operators have in common: the management port of a running Stoker.
public final class Operator {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Option(
            names = "--url",
            defaultValue = "http://127.0.0.1:9000",
            description = "of the management port; default: ${DEFAULT-VALUE}")
    private URI url = URI.create("http://127.0.0.1:9000");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /// One conversation.
    public interface Talk {
        void with(StokerClient stoker, PrintWriter out) throws IOException, InterruptedException;
    }

    /// @return 0, or 1 after it has said what went wrong
    public int talk(Talk talk) throws InterruptedException {
        var patience = new Patience(InstantSource.system(), Pause.REAL, PATIENCE);
        try {
            talk.with(new StokerClient(url, patience), spec.commandLine().getOut());
            return 0;
        } catch (IOException e) {
            spec.commandLine().getErr().println("stoker: " + url + ": " + e.getMessage());
            return 1;
        }
    }
}
