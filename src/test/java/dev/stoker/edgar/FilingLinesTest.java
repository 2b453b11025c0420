package dev.stoker.edgar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stoker.edgar.text.TextOptions;
import dev.stoker.testkit.SubmissionText;
import dev.stoker.testkit.TarballBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilingLinesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path DAY = Path.of("samples/feed/2025/QTR1/20250103.nc.tar.gz");
    private static final Path ODDITIES = Path.of("src/test/resources/edgar/oddities.nc.tar.gz");

    @TempDir private Path folder;

    @Test
    void aLineHasTheFourFieldsTheTextByHashAndWhoIsNamed() throws Exception {
        Path day =
                new TarballBuilder()
                        .add(
                                "a.nc",
                                SubmissionText.withXml("0000000001-25-000001", "<a>\u00e9</a>"))
                        .write(folder.resolve("day"));

        String line = lines(day, new FilingLines(true)).getFirst();

        assertEquals(
                JSON.readTree(
                        """
                        {"member": "a.nc", "accession_number": "0000000001-25-000001",
                         "form": "4", "cik": null, "has_xml": true, "text_source": "xml", "text_len": 8,
                         "text_sha256": "%s", "text": "<a>\u00e9</a>", "error": null,
                         "issuer_cik": 222, "owner_ciks": [111], "company_names": ["ACME CORP"],
                         "owner_names": ["DOE JANE"], "period": "2025-01-02"}
                        """
                                .formatted(ExpectedFiling.sha256("<a>\u00e9</a>"))),
                JSON.readTree(line));
    }

    @Test
    void everyForm4OfADayNamesItsIssuerItsOwnersAndItsPeriod() throws Exception {
        List<String> lines = lines(DAY, new FilingLines(false));

        List<String> fours =
                lines.stream().filter(line -> line.contains("\"form\":\"4\"")).toList();
        assertTrue(fours.size() > 20, "lines " + fours.size());
        for (String line : fours) {
            JsonNode filing = JSON.readTree(line);
            assertTrue(filing.get("issuer_cik").asLong() > 0, line);
            assertFalse(filing.get("owner_ciks").isEmpty(), line);
            assertFalse(filing.get("company_names").isEmpty(), line);
            assertTrue(filing.get("period").asText().matches("\\d{4}-\\d{2}-\\d{2}"), line);
            assertFalse(filing.has("text"), line);
        }
    }

    @Test
    void anUnreadableDocumentIsPrintedWithItsErrorAndWhatItsHeaderSaid() throws Exception {
        List<String> lines = lines(ODDITIES, new FilingLines(false));

        JsonNode undecodable =
                JSON.readTree(
                        lines.stream()
                                .filter(line -> line.contains("0009999999-25-000058.nc"))
                                .findFirst()
                                .orElseThrow());

        assertEquals("0009999999-25-000058", undecodable.get("accession_number").asText());
        assertEquals(12345, undecodable.get("cik").asLong());
        assertFalse(undecodable.get("has_xml").asBoolean());
        assertEquals(
                "primary document is not UTF-8 after uudecoding",
                undecodable.get("error").asText());
    }

    private static List<String> lines(Path day, FilingLines printing) throws BrokenArchive {
        List<String> lines = new ArrayList<>();
        DayArchive.describe(day, TextOptions.USUAL, it -> lines.add(printing.line(it)));
        return lines;
    }
}
