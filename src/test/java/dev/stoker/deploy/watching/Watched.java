package dev.stoker.deploy.watching;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoker.deploy.Checkout;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The files that Prometheus and Grafana get.
final class Watched {
    static final Path RULES = Path.of("observability/alerts.yaml");
    static final Path DASHBOARD = Path.of("observability/dashboard.json");

    private static final Pattern METRIC = Pattern.compile("\\b(?:stoker|jvm|process)_\\w+");

    private Watched() {}

    static List<JsonNode> rules() {
        return Checkout.yaml(RULES).path("groups").findValues("rules").stream()
                .flatMap(JsonNode::valueStream)
                .toList();
    }

    static List<JsonNode> panels() {
        return Checkout.yaml(DASHBOARD)
                .path("panels")
                .valueStream()
                .filter(panel -> !panel.path("type").asText().equals("row"))
                .toList();
    }

    /// The names of all series that a rule or a panel asks for.
    static Set<String> metrics() {
        return Stream.concat(rules().stream(), panels().stream())
                .flatMap(watcher -> watcher.findValuesAsText("expr").stream())
                .flatMap(expression -> METRIC.matcher(expression).results())
                .map(found -> found.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
