package dev.stoker.edgar;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What the reference parser answers for one member; where it raises, `error` says so, and
/// `lenient` tells that the other fields are what a forgiving reader should answer.
@JsonIgnoreProperties(ignoreUnknown = true)
record ExpectedFiling(
        String day,
        String member,
        @JsonProperty("accession_number") @Nullable String accessionNumber,
        @Nullable String form,
        @Nullable Long cik,
        @JsonProperty("text_len") @Nullable Integer textLength,
        @JsonProperty("text_sha256") @Nullable String textHash,
        @Nullable String error,
        boolean lenient) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static List<ExpectedFiling> all(String file) throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/edgar", file)).stream()
                .map(ExpectedFiling::parse)
                .toList();
    }

    private static ExpectedFiling parse(String line) {
        try {
            return JSON.readValue(line, ExpectedFiling.class);
        } catch (IOException e) {
            throw new IllegalArgumentException(line, e);
        }
    }

    boolean isAnswered() {
        return error == null || lenient;
    }

    /// The same facts of what was read, in the same form, to compare whole.
    String facts() {
        return String.join(
                " ",
                List.of(
                        member,
                        "" + accessionNumber,
                        "" + form,
                        "" + cik,
                        "" + textLength,
                        "" + textHash));
    }

    static String facts(DayMember member) {
        return switch (member) {
            case DayMember.Read(String name, Filing filing) ->
                    String.join(
                            " ",
                            List.of(
                                    name,
                                    filing.accessionNumber().orElse("null"),
                                    filing.form().orElse("null"),
                                    cik(filing.cik()),
                                    filing.text()
                                            .map(text -> "" + text.codePointCount(0, text.length()))
                                            .orElse("null"),
                                    filing.text().map(ExpectedFiling::sha256).orElse("null")));
            case DayMember.Unreadable(String name, String reason) ->
                    name + " unreadable: " + reason;
        };
    }

    private static String cik(OptionalLong cik) {
        return cik.isPresent() ? "" + cik.getAsLong() : "null";
    }

    static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
