package dev.stoker.cli;

import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `stoker restart`: one engine, once its requests are answered.
@Command(
        name = "restart",
        description = "Drain one engine of a running Stoker and start it again.",
        mixinStandardHelpOptions = true)
public final class RestartCommand implements Callable<Integer> {
    @Mixin private Operator operator = new Operator();

    @Parameters(paramLabel = "ENGINE", description = "its name: see stoker engines")
    private String engine = "";

    @Override
    public Integer call() throws InterruptedException {
        return operator.talk((stoker, out) -> {
            String path = "/admin/engines/%s/restart".formatted(engine);
            String state = stoker.post(path, MissingNode.getInstance()).path("state").asText();
            out.printf("%s restarts; it was %s%n", engine, state);
            out.flush();
        });
    }
}
