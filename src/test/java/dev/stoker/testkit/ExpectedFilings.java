package dev.stoker.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The reference's answers for the sample days, by accession number.
public final class ExpectedFilings {
    private static final Path ANSWERS = Path.of("src/test/resources/edgar/expected-days.jsonl");

    private final Map<String, JsonNode> byAccession = new LinkedHashMap<>();
    private int members;

    public ExpectedFilings() throws IOException {
        var json = new ObjectMapper();
        for (String line : Files.readAllLines(ANSWERS)) {
            JsonNode filing = json.readTree(line);
            byAccession.putIfAbsent(filing.path("accession_number").textValue(), filing);
            members++;
        }
    }

    /// Members of the tarballs; some accession numbers appear on two days.
    public int members() {
        return members;
    }

    public Set<String> all() {
        return byAccession.keySet();
    }

    public Set<String> withText() {
        return byAccession.entrySet().stream()
                .filter(filing -> filing.getValue().path("has_xml").booleanValue())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
