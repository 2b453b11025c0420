package dev.stoker.edgar.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilingFilterTest {
    @ParameterizedTest
    @CsvSource({
        "AS_NAMED, 4, true",
        "AS_NAMED, 4/A, false",
        "AS_NAMED, 10-K, false",
        "AS_NAMED, 8-K/A, true",
        "AS_NAMED, 8-K, false",
        "INCLUDED, 4, true",
        "INCLUDED, 4/A, true",
        "INCLUDED, 10-K/A, false",
        "EXCLUDED, 4, true",
        "EXCLUDED, 8-K/A, false"
    })
    void aNamedFormIsWantedAndItsAmendmentAsAsked(
            Amendments amendments, String form, boolean wanted) {
        FilingFilter filter = new FilingFilter(Set.of("4", "8-K/A"), amendments, Set.of());

        assertEquals(wanted, filter.wantsForm(Optional.of(form)));
    }

    @Test
    void withoutFormsAllAreWantedButExcludedAmendments() {
        FilingFilter filter = new FilingFilter(Set.of(), Amendments.EXCLUDED, Set.of());

        assertTrue(filter.wantsForm(Optional.empty()));
        assertTrue(filter.wantsForm(Optional.of("10-K")));
        assertFalse(filter.wantsForm(Optional.of("10-K/A")));
        assertFalse(filter.isAll());
    }

    @Test
    void anyPartyOfTheFilingMayBeTheOneThatIsWanted() {
        FilingFilter filter = new FilingFilter(Set.of(), Amendments.AS_NAMED, Set.of(7L, 8L));

        assertTrue(filter.wants(Optional.of("4"), List.of(1L, 8L)));
        assertFalse(filter.wants(Optional.of("4"), List.of(1L, 2L)));
        assertFalse(filter.wants(Optional.of("4"), List.of()));
    }

    @Test
    void nothingAskedForIsEverything() {
        assertTrue(FilingFilter.ALL.wants(Optional.empty(), List.of()));
        assertTrue(new FilingFilter(Set.of(), Amendments.INCLUDED, Set.of()).isAll());
        assertFalse(FilingFilter.ofForms(List.of("4")).isAll());
    }
}
