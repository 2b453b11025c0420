package dev.stoker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;

/// Prints a streamed chat completion as its events come: reasoning and content alike.
final class StreamedAnswer {
    private static final String DATA = "data:";

    private final ObjectMapper json = new ObjectMapper();
    private final PrintWriter out;
    private boolean done;
    private boolean failed;

    StreamedAnswer(PrintWriter out) {
        this.out = out;
    }

    /// One line of the event stream.
    void accept(String line) throws IOException {
        if (!line.startsWith(DATA)) {
            return;
        }
        String data = line.substring(DATA.length()).strip();
        if (data.equals("[DONE]")) {
            done = true;
            return;
        }
        print(json.readTree(data));
    }

    boolean isDone() {
        return done;
    }

    /// @return 0 for a whole answer, 1 for one that was cut or ended in an error
    int finish() {
        out.println();
        if (!done && !failed) {
            out.println("stoker: the answer was cut off");
        }
        out.flush();
        return done && !failed ? 0 : 1;
    }

    private void print(JsonNode event) {
        JsonNode error = event.path("error");
        if (!error.isMissingNode()) {
            failed = true;
            out.println();
            out.println("stoker: " + error.path("message").asText());
            return;
        }
        JsonNode delta = event.at("/choices/0/delta");
        for (String part : new String[] {"reasoning_content", "reasoning", "content"}) {
            if (!delta.path(part).asText("").isEmpty() && delta.path(part).isTextual()) {
                out.print(delta.path(part).textValue());
                break;
            }
        }
        out.flush();
    }
}
