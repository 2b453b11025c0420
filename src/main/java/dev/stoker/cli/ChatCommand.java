package dev.stoker.cli;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `stoker chat`: asks one question, waits for the engine as long as it takes, prints as it
/// streams.
@Command(
        name = "chat",
        description = "Ask a running Stoker one question; wait while its engine starts.",
        mixinStandardHelpOptions = true)
public final class ChatCommand implements Callable<Integer> {
    @Option(
            names = "--url",
            defaultValue = "http://127.0.0.1:8080",
            description = "default: ${DEFAULT-VALUE}")
    private URI url = URI.create("http://127.0.0.1:8080");

    @Option(
            names = "--timeout",
            defaultValue = "20m",
            description = "how long to wait for an answer; default: ${DEFAULT-VALUE}")
    private Duration timeout = Duration.ofMinutes(20);

    @Option(names = "--model", description = "default: the first that Stoker serves")
    private Optional<String> model = Optional.empty();

    @Parameters(paramLabel = "TEXT", description = "the question")
    private String text = "";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        var patience = new Patience(InstantSource.system(), Pause.REAL, timeout);
        try {
            return new Chat(new StokerClient(url, patience), spec.commandLine().getOut())
                    .ask(model, text);
        } catch (IOException e) {
            spec.commandLine().getErr().println("stoker: " + url + ": " + e.getMessage());
            return 1;
        }
    }
}
