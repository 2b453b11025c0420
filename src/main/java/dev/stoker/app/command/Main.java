package dev.stoker.app.command;

import dev.stoker.cli.ChatCommand;
import dev.stoker.cli.job.CancelCommand;
import dev.stoker.cli.job.JobCommand;
import dev.stoker.cli.job.JobsCommand;
import dev.stoker.cli.job.SummarizeCommand;
import io.quarkus.runtime.annotations.QuarkusMain;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The entrance: one command of many; only some of them start the service.
@QuarkusMain
@Command(
        name = "stoker",
        description = "Keeps very large language models running and fed.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ServeCommand.class,
            DemoCommand.class,
            ChatCommand.class,
            SummarizeCommand.class,
            JobsCommand.class,
            JobCommand.class,
            CancelCommand.class,
            FilingsCommand.class,
            PlanCommand.class,
            CheckCommand.class,
            KeyCommand.class
        })
public final class Main implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    public static void main(String... args) {
        System.exit(
                new CommandLine(new Main())
                        .registerConverter(java.time.Duration.class, Durations::parse)
                        .execute(args));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
