package dev.stoker.edgar;

import dev.stoker.edgar.sgml.Party;
import dev.stoker.edgar.sgml.Party.Role;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Who a filing is about and by, and the period it reports on (yyyy-mm-dd): from its header, or,
/// what the header leaves out, from an ownership document.
public record NamedParties(
        OptionalLong issuer,
        List<Long> owners,
        List<String> companyNames,
        List<String> ownerNames,
        Optional<String> period) {
    private static final Pattern DATE = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    public NamedParties {
        owners = List.copyOf(owners);
        companyNames = List.copyOf(companyNames);
        ownerNames = List.copyOf(ownerNames);
    }

    static NamedParties of(DescribedMember member) {
        FilingFacts facts = member.facts();
        String text = member.filing().text().orElse("");
        return new NamedParties(
                ciks(facts, text, Role.ISSUER, "issuerCik").stream()
                        .mapToLong(Long::longValue)
                        .findFirst(),
                ciks(facts, text, Role.OWNER, "rptOwnerCik"),
                names(facts, text, false, "issuerName"),
                names(facts, text, true, "rptOwnerName"),
                period(facts, text));
    }

    private static List<Long> ciks(FilingFacts facts, String text, Role role, String element) {
        List<Long> said =
                facts.parties().stream()
                        .filter(party -> party.role() == role)
                        .flatMap(party -> party.number().stream())
                        .distinct()
                        .toList();
        return said.isEmpty()
                ? elements(text, element)
                        .filter(cik -> NUMBER.matcher(cik).matches())
                        .map(Long::valueOf)
                        .distinct()
                        .toList()
                : said;
    }

    private static List<String> names(
            FilingFacts facts, String text, boolean owners, String element) {
        List<String> said =
                facts.parties().stream()
                        .filter(party -> (party.role() == Role.OWNER) == owners)
                        .map(Party::name)
                        .flatMap(Optional::stream)
                        .distinct()
                        .toList();
        return said.isEmpty() ? elements(text, element).distinct().toList() : said;
    }

    private static Optional<String> period(FilingFacts facts, String text) {
        return facts.period()
                .map(period -> DATE.matcher(period).replaceFirst("$1-$2-$3"))
                .or(() -> elements(text, "periodOfReport").findFirst());
    }

    private static Stream<String> elements(String text, String element) {
        return Pattern.compile("<" + element + ">([^<]*)</" + element + ">")
                .matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1).strip())
                .filter(value -> !value.isEmpty());
    }
}
