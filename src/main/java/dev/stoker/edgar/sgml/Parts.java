package dev.stoker.edgar.sgml;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A submission cut into its header and its documents, in their order.
record Parts(Header header, List<Document> documents) {
    /// The primary XML document: the first of sequence 1 with an XML file name names it, the last
    /// document of that name, sequence by sequence, is it.
    Optional<Document> primaryXml() {
        return documents.stream()
                .filter(document -> document.sequence().equals("1") && document.isXml())
                .findFirst()
                .map(first -> lastNamed(first.fileName()));
    }

    private Document lastNamed(String fileName) {
        Map<String, List<Document>> bySequence =
                documents.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Document::sequence,
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        return bySequence.values().stream()
                .flatMap(Collection::stream)
                .filter(document -> document.fileName().equals(fileName))
                .reduce((_, later) -> later)
                .orElseThrow();
    }
}
