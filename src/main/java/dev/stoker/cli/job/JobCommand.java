package dev.stoker.cli.job;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `stoker job`: how a job stands, its results, or its end.
@Command(
        name = "job",
        description = "Show one job; follow it with --wait.",
        footer = {
            "",
            "Exit status: 0 all answered, 1 Stoker away or refused, 2 wrong usage, 3 some items"
                    + " failed, 4 the job failed or was cancelled, 5 it has not ended yet."
        },
        mixinStandardHelpOptions = true)
public final class JobCommand implements Callable<Integer> {
    @Mixin private Door door = new Door();

    @Option(names = "--wait", description = "until it has ended")
    private boolean wait;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "write its results there, a line of JSON each; - for the output")
    private Optional<String> output = Optional.empty();

    @Parameters(paramLabel = "ID", description = "as summarize printed it")
    private String id = "";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        return door.through(
                spec,
                client -> {
                    var follow =
                            new FollowJob(
                                    client,
                                    spec.commandLine().getOut(),
                                    spec.commandLine().getErr());
                    return wait ? follow.toEnd(id, output) : follow.now(id, output);
                });
    }
}
