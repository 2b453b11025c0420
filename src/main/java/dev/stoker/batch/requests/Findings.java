package dev.stoker.batch.requests;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stoker.batch.database.Database;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the check of a file of requests found.
///
/// @param requests in the file
/// @param problems the first hundred; a file with any is not carried out
public record Findings(Instant checked, long requests, List<LineProblem> problems) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public Findings {
        problems = List.copyOf(problems);
    }

    String json() {
        ObjectNode json =
                JSON.createObjectNode()
                        .put("checked", checked.toString())
                        .put("requests", requests);
        ArrayNode list = json.putArray("problems");
        for (LineProblem problem : problems) {
            ObjectNode one =
                    list.addObject()
                            .put("code", problem.code())
                            // it quotes what the client wrote
                            .put("message", Database.clean(problem.message()));
            problem.line().ifPresent(line -> one.put("line", line));
            problem.param().ifPresent(param -> one.put("param", param));
        }
        return json.toString();
    }

    /// @throws IllegalStateException when it is not what [#json] wrote
    public static Findings parse(String json) {
        try {
            JsonNode tree = JSON.readTree(json);
            List<LineProblem> problems = new ArrayList<>();
            tree.path("problems").forEach(one -> problems.add(problem(one)));
            return new Findings(
                    Instant.parse(tree.path("checked").asText()),
                    tree.path("requests").asLong(),
                    problems);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a job's findings are not JSON: " + json, e);
        }
    }

    private static LineProblem problem(JsonNode one) {
        return new LineProblem(
                one.path("code").asText(),
                one.path("message").asText(),
                one.hasNonNull("line") ? Optional.of(one.path("line").asLong()) : Optional.empty(),
                Optional.ofNullable(one.path("param").textValue()));
    }
}
