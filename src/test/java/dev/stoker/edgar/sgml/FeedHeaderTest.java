package dev.stoker.edgar.sgml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stoker.edgar.text.Span;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FeedHeaderTest {
    @Test
    void labelsAndSectionsMakeATree() {
        Section header =
                read(
                        """
                        <SUBMISSION>
                        <TYPE>10-K
                        <FILER>
                        <COMPANY-DATA>
                        <CIK>0000000001
                        </COMPANY-DATA>
                        <BUSINESS-ADDRESS>
                        <CITY>MENLO PARK
                        </BUSINESS-ADDRESS>
                        </FILER>
                        """);

        Section filer = header.child("FILER").orElseThrow();

        assertEquals(Optional.of("10-K"), header.value("TYPE"));
        assertEquals(Optional.of("0000000001"), value(filer, "COMPANY-DATA", "CIK"));
        assertEquals(Optional.of("MENLO PARK"), value(filer, "BUSINESS-ADDRESS", "CITY"));
    }

    @Test
    void eachFilerIsASectionOfItsOwnAndTheFirstComesFirst() {
        Section header = read("<FILER>\n<CIK>1\n</FILER>\n<FILER>\n<CIK>2\n</FILER>\n");

        assertEquals(2, header.children().size());
        assertEquals(Optional.of("1"), header.child("FILER").flatMap(it -> it.value("CIK")));
    }

    @Test
    void aSectionThatIsGivenTwiceButCountsOnceIsContinued() {
        Section header = read("<ISSUER>\n<CIK>1\n</ISSUER>\n<ISSUER>\n<NAME>A\n</ISSUER>\n");

        Section issuer = header.child("ISSUER").orElseThrow();

        assertEquals(Optional.of("1"), issuer.value("CIK"));
        assertEquals(Optional.of("A"), issuer.value("NAME"));
    }

    @Test
    void theFirstOfTwoValuesCounts() {
        assertEquals(Optional.of("4"), read("<TYPE>4\n<TYPE>5\n").value("TYPE"));
    }

    @Test
    void aLabelWithoutAValueTakesBackWhatWasSaid() {
        assertEquals(Optional.of(""), read("<TYPE>4\n<TYPE>\n").value("TYPE"));
    }

    @Test
    void aValueMayHoldAngleBracketsUnlessItEndsInOne() {
        assertEquals(Optional.of("A > B"), read("<NAME>A > B\n").value("NAME"));
        assertEquals(Optional.empty(), read("<NAME>A <B>\n").value("NAME"));
    }

    @Test
    void linesWithoutATagAreNoLabels() {
        assertEquals(Optional.empty(), read("TYPE>4\n<TYPE 4\ntext\n</\n").value("TYPE"));
    }

    @Test
    void anEndThatNothingOpenedIsPassedOver() {
        Section header = read("</FILER>\n</>\n<FILER>\n</ISSUER>\n<CIK>1\n</FILER>\n<TYPE>4\n");

        assertEquals(Optional.of("1"), value(header, "FILER", "CIK"));
        assertEquals(Optional.of("4"), header.value("TYPE"));
    }

    @Test
    void anInnerSectionThatNeverEndsEndsWithTheOneAroundIt() {
        Section header = read("<FILER>\n<COMPANY-DATA>\n<CIK>1\n</FILER>\n<TYPE>4\n");

        assertEquals(Optional.of("4"), header.value("TYPE"));
    }

    @Test
    void anUnknownSectionKeepsItsValuesWhereItStands() {
        Section header = read("<FILER>\n<NEW-THING>\n<CIK>1\n</NEW-THING>\n</FILER>\n");

        assertEquals(Optional.of("1"), value(header, "FILER", "CIK"));
    }

    private static Optional<String> value(Section section, String child, String label) {
        return section.child(child).flatMap(it -> it.value(label));
    }

    private static Section read(String header) {
        return FeedHeader.read(Span.of(header));
    }
}
