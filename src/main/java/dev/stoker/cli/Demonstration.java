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
import java.util.Optional;

/// What `stoker demo` shows of a running Stoker, as any client would ask for it: a day of filings
/// summarised, then a chat.
public final class Demonstration {
    private static final Duration ENGINE_START = Duration.ofMinutes(5);
    private static final String DAY = "2025-01-02";
    private static final String QUESTION =
            "In one sentence: what does a company report to its investors?";

    private final ObjectMapper json = new ObjectMapper();
    private final StokerClient client;
    private final PrintWriter out;
    private final boolean terminal;

    public Demonstration(URI url, PrintWriter out, boolean terminal) {
        var patience = new Patience(InstantSource.system(), Pause.REAL, ENGINE_START);
        this.client = new StokerClient(url, patience);
        this.out = out;
        this.terminal = terminal;
    }

    /// How much of the day is shown.
    ///
    /// @param form only filings of this form
    /// @param mostTokens of a summary
    /// @param budget after which the rest of the job is cancelled
    public record Extent(
            Optional<String> form, Optional<Integer> mostTokens, Optional<Duration> budget) {
        /// The whole day, as any client would ask for it.
        public static final Extent WHOLE =
                new Extent(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// Runs the whole show.
    ///
    /// @return 0 when everything that was asked was answered
    public int run(Extent extent) throws IOException, InterruptedException {
        JsonNode job = client.post("/batch/summarize", submission(extent));
        String id = job.path("id").asText();
        out.printf("job %s: filings of %s%n", id, DAY);
        var bar = new ProgressBar(out, terminal);
        JsonNode ended =
                new JobWatch(client, bar, Pause.REAL, InstantSource.system())
                        .follow(id, extent.budget());
        printSummaries(id);
        out.println();
        new JobReport(out).print(ended);
        boolean answered = chat();
        return answered && ended.at("/counts/done").asLong() > 0 ? 0 : 1;
    }

    private ObjectNode submission(Extent extent) {
        ObjectNode body = json.createObjectNode();
        body.putArray("dates").add(DAY);
        extent.form().ifPresent(only -> body.putArray("forms").add(only));
        extent.mostTokens().ifPresent(most -> body.put("max_tokens", most));
        return body;
    }

    private void printSummaries(String id) throws IOException, InterruptedException {
        var results = client.stream("/batch/jobs/" + id + "/results?form=4");
        try (var lines =
                new BufferedReader(new InputStreamReader(results, StandardCharsets.UTF_8))) {
            String line;
            while ((line = lines.readLine()) != null) {
                JsonNode result = json.readTree(line);
                if (result.path("summary").isTextual()) {
                    out.println();
                    out.println("Form 4, " + result.path("accession_number").asText());
                    out.println(result.path("summary").textValue().strip());
                }
            }
        }
        out.flush();
    }

    private boolean chat() throws IOException, InterruptedException {
        out.println();
        out.println("> " + QUESTION);
        return new Chat(client, out).ask(Optional.empty(), QUESTION) == 0;
    }
}
