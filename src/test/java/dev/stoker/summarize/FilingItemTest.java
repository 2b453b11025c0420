package dev.stoker.summarize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.batch.job.NewItem;
import dev.stoker.edgar.text.TextOptions;
import dev.stoker.testkit.ScriptedFeed;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FilingItemTest {
    private static final LocalDate DAY = LocalDate.of(2025, 1, 2);

    private final FilingItem item = new FilingItem("llm", Prompt.DEFAULT, TextOptions.USUAL);

    @Test
    void aFilingIsKnownByItsAccessionNumberOnWhateverDay() {
        FilingSource.Member member = ScriptedFeed.filing("0001-25-000001", "4", "bought");

        NewItem one = item.of(DAY, member);
        NewItem other = item.of(DAY.plusDays(1), member);

        assertEquals("0001-25-000001", one.key());
        assertEquals(one.key(), other.key());
        assertEquals(
                "{\"accession_number\":\"0001-25-000001\",\"form\":\"4\",\"cik\":320193}",
                one.attributes());
    }

    @Test
    void aFilingWithoutANumberIsKnownByItsDayAndFile() {
        FilingSource.Member member =
                new FilingSource.Member(
                        "x.nc", new FilingSource.Filing(Identity.UNKNOWN, Optional.of("text")));

        assertEquals("2025-01-02/x.nc", item.of(DAY, member).key());
        assertEquals("{}", item.of(DAY, member).attributes());
    }

    @Test
    void aFilingWithoutTextIsDropped() {
        NewItem dropped = item.of(DAY, ScriptedFeed.withoutText("0001", "8-K"));

        assertEquals(new NewItem.Dropped("no primary XML document"), dropped.content());
    }

    @Test
    void theTextGoesWhereTheTemplateSays() {
        FilingItem shouting =
                new FilingItem(
                        "llm",
                        new Prompt("A {text} B", 9, Optional.of(0.0), Optional.of(0.5)),
                        TextOptions.USUAL);

        NewItem made = shouting.of(DAY, ScriptedFeed.filing("1", "4", "costs $5 {text} \\ 漢"));

        NewItem.Request request = assertInstanceOf(NewItem.Request.class, made.content());
        assertEquals("/v1/chat/completions", request.path());
        assertEquals(
                "{\"model\":\"llm\",\"messages\":[{\"role\":\"user\",\"content\":"
                        + "\"A costs $5 {text} \\\\ 漢 B\"}],\"max_tokens\":9,\"temperature\":0.0,"
                        + "\"top_p\":0.5}",
                request.body());
    }

    @Test
    void aTextThatTheRequestBringsIsCutLikeThatOfTheFeed() {
        String text = "a".repeat(14_000) + "b".repeat(14_000);
        SummaryRequest.Filing filing = new SummaryRequest.Filing(Identity.UNKNOWN, text);

        NewItem made = item.of(0, filing);

        NewItem.Request request = assertInstanceOf(NewItem.Request.class, made.content());
        assertTrue(
                request.body()
                        .contains(
                                "a".repeat(13_000)
                                        + "\\n\\n[...TRUNCATED...]\\n\\n"
                                        + "b".repeat(2_000)
                                        + "\""));
    }

    @Test
    void whatComesFromOutsideIsCutToWhatANumberCanBe() {
        Identity hostile =
                new Identity(
                        Optional.of("1\0\n\uD800" + "9".repeat(500)),
                        Optional.of("4\u0007"),
                        OptionalLong.empty());

        assertEquals("1" + "9".repeat(99), hostile.accessionNumber().orElseThrow());
        assertEquals(Optional.of("4"), hostile.form());
    }

    @Test
    void aBrokenDayIsAnItemThatNamesIt() {
        NewItem broken = FilingItem.brokenDay(DAY, "403");

        assertEquals("day 2025-01-02", broken.key());
        assertEquals("{\"day\":\"2025-01-02\"}", broken.attributes());
        assertEquals(new NewItem.Unreadable("403"), broken.content());
    }
}
