package dev.stoker.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// One question and its streamed answer.
final class Chat {
    private final ObjectMapper json = new ObjectMapper();
    private final StokerClient client;
    private final PrintWriter out;

    Chat(StokerClient client, PrintWriter out) {
        this.client = client;
        this.out = out;
    }

    /// @param model empty for the first that Stoker serves
    /// @return 0 for a whole answer, 1 for a broken one
    int ask(Optional<String> model, String text) throws IOException, InterruptedException {
        String served =
                model.isPresent()
                        ? model.get()
                        : client.get("/v1/models").at("/data/0/id").asText();
        ObjectNode body = json.createObjectNode().put("model", served).put("stream", true);
        body.putArray("messages").addObject().put("role", "user").put("content", text);
        var answer = client.stream("/v1/chat/completions", body);
        try (var lines =
                new BufferedReader(new InputStreamReader(answer, StandardCharsets.UTF_8))) {
            var streamed = new StreamedAnswer(out);
            String line;
            while (!streamed.isDone() && (line = lines.readLine()) != null) {
                streamed.accept(line);
            }
            return streamed.finish();
        }
    }
}
