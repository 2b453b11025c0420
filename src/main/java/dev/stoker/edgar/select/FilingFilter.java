package dev.stoker.edgar.select;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/// Which filings are wanted.
///
/// @param forms of these alone; of any when empty
/// @param ciks that name one of these as filer, issuer, owner or subject; anybody when empty
public record FilingFilter(Set<String> forms, Amendments amendments, Set<Long> ciks) {
    public static final FilingFilter ALL =
            new FilingFilter(Set.of(), Amendments.AS_NAMED, Set.of());

    private static final String AMENDED = "/A";

    public FilingFilter {
        forms = Set.copyOf(forms);
        ciks = Set.copyOf(ciks);
    }

    public static FilingFilter ofForms(Collection<String> forms) {
        return new FilingFilter(Set.copyOf(forms), Amendments.AS_NAMED, Set.of());
    }

    public boolean isAll() {
        return equals(ALL) || (forms.isEmpty() && ciks.isEmpty() && !excludesAmendments());
    }

    public boolean wants(Optional<String> form, Collection<Long> parties) {
        return wantsForm(form) && wantsOneOf(parties);
    }

    /// Whether a filing of that form is wanted, whoever is named in it.
    public boolean wantsForm(Optional<String> form) {
        if (excludesAmendments() && form.filter(it -> it.endsWith(AMENDED)).isPresent()) {
            return false;
        }
        return forms.isEmpty() || form.filter(this::isNamed).isPresent();
    }

    private boolean isNamed(String form) {
        return forms.contains(form)
                || (amendments == Amendments.INCLUDED
                        && form.endsWith(AMENDED)
                        && forms.contains(form.substring(0, form.length() - AMENDED.length())));
    }

    private boolean wantsOneOf(Collection<Long> parties) {
        return ciks.isEmpty() || parties.stream().anyMatch(ciks::contains);
    }

    private boolean excludesAmendments() {
        return amendments == Amendments.EXCLUDED;
    }
}
