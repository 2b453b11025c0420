package dev.stoker.edgar;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.stoker.edgar.text.TextKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What is printed of one member: the four fields of a filing, its text by length (code points) and
/// hash, what that was made of, the error if it could not be read, and who it names.
@JsonPropertyOrder({"member", "accession_number", "form", "cik"})
record FilingLine(
        String member,
        @JsonUnwrapped Identity identity,
        @JsonUnwrapped Text text,
        @Nullable String error,
        @JsonUnwrapped Named named) {
    static FilingLine of(DescribedMember member, boolean withText) {
        Filing filing = member.filing();
        return new FilingLine(
                member.name(),
                Identity.of(filing),
                Text.of(filing.text(), member.facts().textKind(), withText),
                member.problem().orElse(null),
                Named.of(NamedParties.of(member)));
    }

    record Identity(
            @JsonProperty("accession_number") @Nullable String accessionNumber,
            @Nullable String form,
            @Nullable Long cik) {
        static Identity of(Filing filing) {
            return new Identity(
                    filing.accessionNumber().orElse(null),
                    filing.form().orElse(null),
                    orNull(filing.cik()));
        }
    }

    record Text(
            @JsonProperty("has_xml") boolean hasXml,
            @JsonProperty("text_source") @Nullable String source,
            @JsonProperty("text_len") @Nullable Integer length,
            @JsonProperty("text_sha256") @Nullable String hash,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String text) {
        static Text of(Optional<String> text, Optional<TextKind> kind, boolean withText) {
            return new Text(
                    kind.filter(it -> it == TextKind.XML).isPresent(),
                    kind.map(it -> it.name().toLowerCase(Locale.ROOT)).orElse(null),
                    text.map(it -> it.codePointCount(0, it.length())).orElse(null),
                    text.map(Text::sha256).orElse(null),
                    withText ? text.orElse(null) : null);
        }

        private static String sha256(String text) {
            try {
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(utf8));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }
    }

    record Named(
            @JsonProperty("issuer_cik") @Nullable Long issuer,
            @JsonProperty("owner_ciks") List<Long> owners,
            @JsonProperty("company_names") List<String> companies,
            @JsonProperty("owner_names") List<String> ownerNames,
            @Nullable String period) {
        static Named of(NamedParties parties) {
            return new Named(
                    orNull(parties.issuer()),
                    parties.owners(),
                    parties.companyNames(),
                    parties.ownerNames(),
                    parties.period().orElse(null));
        }
    }

    private static @Nullable Long orNull(OptionalLong number) {
        return number.isPresent() ? number.getAsLong() : null;
    }
}
