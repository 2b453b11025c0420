package dev.stoker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
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
        description = "Ask a running Stoker one question; waits while its engine starts.",
        mixinStandardHelpOptions = true)
public final class ChatCommand implements Callable<Integer> {
    private final ObjectMapper json = new ObjectMapper();

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

    @Option(
            names = "--model",
            defaultValue = "",
            description = "default: the first that Stoker serves")
    private String model = "";

    @Parameters(paramLabel = "TEXT", description = "the question")
    private String text = "";

    @Spec private CommandSpec spec;

    public ChatCommand() {
        spec = CommandSpec.create();
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var patience = new Patience(InstantSource.system(), Pause.REAL, timeout);
        var client = new StokerClient(url, patience);
        String served = model.isEmpty() ? firstModel(client) : model;
        return print(client, question(served), spec.commandLine().getOut());
    }

    private static String firstModel(StokerClient client) throws IOException, InterruptedException {
        return client.get("/v1/models").at("/data/0/id").asText();
    }

    private JsonNode question(String served) {
        ObjectNode body = json.createObjectNode().put("model", served).put("stream", true);
        body.putArray("messages").addObject().put("role", "user").put("content", text);
        return body;
    }

    private int print(StokerClient client, JsonNode question, PrintWriter out)
            throws IOException, InterruptedException {
        var answer = client.stream("/v1/chat/completions", question);
        try (var lines =
                new BufferedReader(new InputStreamReader(answer, StandardCharsets.UTF_8))) {
            var streamed = new StreamedAnswer(out);
            String line;
            while ((line = lines.readLine()) != null && !streamed.isDone()) {
                streamed.accept(line);
            }
            return streamed.finish();
        }
    }
}
