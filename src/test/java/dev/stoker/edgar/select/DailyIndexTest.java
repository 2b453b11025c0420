package dev.stoker.edgar.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DailyIndexTest {
    private static final String HEADING =
            """
            Description:           Daily Index of EDGAR Dissemination Feed
            Last Data Received:    Jan  3, 2020
            Comments:              webmaster@sec.gov

            CIK|Company Name|Form Type|Date Filed|File Name
            --------------------------------------------------------------------------------
            """;

    @Test
    void aFilingListedUnderThreeCompaniesIsOneFiling() {
        DailyIndex index =
                DailyIndex.read(
                        HEADING
                                + """
                                1000229|CORE LABORATORIES N V|4|20200103|edgar/data/1000229/0001209191-20-000788.txt
                                1599916|ELVIG|BILL|4|20200103|edgar/data/1599916/0001209191-20-000788.txt
                                1000232|KENTUCKY BANCSHARES INC /KY/|8-K/A|2020-01-03|edgar/data/1000232/0001179110-20-000106.txt
                                """);

        assertEquals(
                List.of(
                        new IndexedFiling(
                                "0001209191-20-000788",
                                "4",
                                "edgar/data/1000229/0001209191-20-000788.txt",
                                Set.of(1000229L, 1599916L)),
                        new IndexedFiling(
                                "0001179110-20-000106",
                                "8-K/A",
                                "edgar/data/1000232/0001179110-20-000106.txt",
                                Set.of(1000232L))),
                index.filings());
    }

    @Test
    void linesThatAreNoneAndPathsThatLeadElsewhereArePassedOver() {
        DailyIndex index =
                DailyIndex.read(
                        HEADING
                                + """
                                1|A|4|20200103|edgar/data/1/../../0001209191-20-000788.txt
                                1|A|4|20200103|http://elsewhere/0001209191-20-000788.txt
                                not a number|A|4|20200103|edgar/data/1/0001209191-20-000788.txt
                                1|A|4
                                """);

        assertEquals(List.of(), index.filings());
    }

    @Test
    void whatAFilterWantsIsFoundByFormAndByAnyCompany() {
        DailyIndex index = DailyIndex.read(rows(10));

        assertEquals(
                List.of("0000000000-25-000003"),
                index
                        .matching(
                                new FilingFilter(Set.of("4"), Amendments.AS_NAMED, Set.of(3L, 99L)))
                        .stream()
                        .map(IndexedFiling::accessionNumber)
                        .toList());
    }

    @Test
    void aTenthOfADayIsWorthPickingAndMoreIsNot() {
        DailyIndex index = DailyIndex.read(rows(100));

        assertTrue(index.isWorthPicking(List.of()));
        assertTrue(index.isWorthPicking(index.filings().subList(0, 10)));
        assertFalse(index.isWorthPicking(index.filings().subList(0, 11)));
    }

    @Test
    void moreThanTwoHundredRequestsAreNeverWorthIt() {
        DailyIndex index = DailyIndex.read(rows(4_000));

        assertTrue(index.isWorthPicking(index.filings().subList(0, 200)));
        assertFalse(index.isWorthPicking(index.filings().subList(0, 201)));
    }

    private static String rows(int count) {
        return IntStream.range(0, count)
                .mapToObj(i ->
                        "%d|COMPANY|4|20250102|edgar/data/%d/0000000000-25-%06d.txt"
                                .formatted(i, i, i))
                .collect(Collectors.joining("\n"));
    }
}
