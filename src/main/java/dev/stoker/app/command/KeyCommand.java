package dev.stoker.app.command;

import dev.stoker.gateway.admission.keys.NewKey;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `stoker key`: a new API key, and what a running Stoker must know of it.
@Command(
        name = "key",
        description = "Print a new API key, and the line for the file of keys.",
        mixinStandardHelpOptions = true)
final class KeyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "of the client, for logs and metrics")
    private String name = "";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            NewKey key = NewKey.of(name, new SecureRandom());
            out.println("# For the client; shown this once:");
            out.println(key.secret());
            out.println("# For the file of stoker.keys.file:");
            out.println(key.line());
            out.flush();
            return 0;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
