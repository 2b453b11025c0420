package dev.stoker.edgar.sgml;

import java.util.List;
import java.util.Optional;

/// What a submission says about itself before its documents, all of it as written.
public record Header(
        Optional<String> accessionNumber,
        Optional<String> form,
        Optional<String> cik,
        Optional<String> period,
        List<Party> parties) {
    public Header {
        parties = List.copyOf(parties);
    }

    static Header ofFeed(Section root) {
        return new Header(
                root.value("ACCESSION-NUMBER"),
                root.value("TYPE"),
                root.child("FILER").flatMap(Header::companyCik),
                root.value("PERIOD"),
                parties(root));
    }

    static Header ofArchive(Section root) {
        Optional<Section> filer = root.child("FILER").or(() -> root.child("FILED BY"));
        return new Header(
                said(root, "ACCESSION NUMBER"),
                said(root, "CONFORMED SUBMISSION TYPE"),
                said(root, "CIK").or(() -> filer.flatMap(Header::companyCik)),
                said(root, "CONFORMED PERIOD OF REPORT"),
                parties(root));
    }

    private static Optional<String> said(Section root, String label) {
        return root.value(label).filter(value -> !value.isEmpty());
    }

    private static Optional<String> companyCik(Section section) {
        return section.child("COMPANY-DATA")
                .flatMap(company -> company.value("CIK"))
                .or(() -> companyKey(section))
                .filter(cik -> !cik.isEmpty());
    }

    private static Optional<String> companyKey(Section section) {
        return section.child("COMPANY DATA").flatMap(company -> company.value("CENTRAL INDEX KEY"));
    }

    private static List<Party> parties(Section root) {
        return root.children().stream().flatMap(child -> party(child).stream()).toList();
    }

    private static Optional<Party> party(Section section) {
        return role(section.name())
                .flatMap(role -> identity(section).map(identity -> named(role, identity)));
    }

    private static Optional<Party.Role> role(String section) {
        return switch (section) {
            case "FILER" -> Optional.of(Party.Role.FILER);
            case "FILED-BY", "FILED BY" -> Optional.of(Party.Role.FILED_BY);
            case "FILED-FOR" -> Optional.of(Party.Role.FILED_FOR);
            case "ISSUER" -> Optional.of(Party.Role.ISSUER);
            case "REPORTING-OWNER" -> Optional.of(Party.Role.OWNER);
            case "SUBJECT-COMPANY", "SUBJECT COMPANY" -> Optional.of(Party.Role.SUBJECT);
            default -> Optional.empty();
        };
    }

    private static Optional<Section> identity(Section section) {
        return section.child("OWNER-DATA")
                .or(() -> section.child("OWNER DATA"))
                .or(() -> section.child("COMPANY-DATA"))
                .or(() -> section.child("COMPANY DATA"));
    }

    private static Party named(Party.Role role, Section identity) {
        return new Party(
                role,
                identity.value("CIK").or(() -> identity.value("CENTRAL INDEX KEY")),
                identity.value("CONFORMED-NAME")
                        .or(() -> identity.value("COMPANY CONFORMED NAME")));
    }
}
