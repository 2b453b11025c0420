package dev.stoker.app.command;

import dev.stoker.cli.ChatCommand;
import dev.stoker.cli.EnginesCommand;
import dev.stoker.cli.LogsCommand;
import dev.stoker.cli.RestartCommand;
import dev.stoker.cli.job.CancelCommand;
import dev.stoker.cli.job.JobCommand;
import dev.stoker.cli.job.JobsCommand;
import dev.stoker.cli.job.SummarizeCommand;
import dev.stoker.cli.top.TopCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// All commands, as people type them.
@Command(
        name = "stoker",
        description = "Keeps very large language models running and fed.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
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
            EnginesCommand.class,
            RestartCommand.class,
            LogsCommand.class,
            TopCommand.class,
            KeyCommand.class
        })
final class Commands implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    static int execute(String... args) {
        return new CommandLine(new Commands())
                .registerConverter(java.time.Duration.class, Durations::parse)
                .execute(args);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
