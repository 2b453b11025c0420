package dev.stoker.cli.job;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `stoker cancel`: ends a job early; what was finished stays.
@Command(
        name = "cancel",
        description = "Cancel a job; its results stay.",
        mixinStandardHelpOptions = true)
public final class CancelCommand implements Callable<Integer> {
    @Mixin private Door door = new Door();

    @Parameters(paramLabel = "ID", description = "as summarize printed it")
    private String id = "";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        return door.through(
                spec,
                client -> {
                    String state = client.delete("/batch/jobs/" + id).path("state").asText();
                    spec.commandLine().getOut().println(id + " " + state);
                    return ExitStatus.OK;
                });
    }
}
