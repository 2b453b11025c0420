package dev.stoker.edgar.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.edgar.text.Span;
import dev.stoker.edgar.text.TextChoice;
import dev.stoker.edgar.text.TextOptions;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlTextTest {
    private static final TextOptions WANTED =
            new TextOptions(TextChoice.BEST, TextOptions.USUAL_CHARACTERS);

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "<p>One</p><p>Two<br>Three</p> ~ One/Two/Three",
                "<div>  much   white&nbsp;&nbsp;space </div> ~ much white space",
                "<ul><li>first</li><li>second</li></ul> ~ - first/- second",
                "<b>bo</b>ld &amp; &lt;plain&gt; ~ bold & <plain>",
                "<p>Unclosed <i>tags<p>Next ~ Unclosed tags/Next",
                "<head><title>t</title></head><body>seen</body> ~ seen"
            })
    void aBlockIsALineAndMarkupIsGone(String html, String lines) {
        assertEquals(lines.replace('/', '\n'), text(html));
    }

    @Test
    void aRowOfATableIsOneLineWithItsSignsAtTheirNumbers() {
        String table =
                """
                <table>
                <tr><td></td><td>2024</td><td></td><td><p>2023</p></td></tr>
                <tr><td>Net sales</td><td>$</td><td>391,035</td><td></td><td>$</td><td>383,285</td></tr>
                <tr><td>Other</td><td>(</td><td>269</td><td>)</td><td>12</td><td>%</td></tr>
                </table>
                """;

        assertEquals(
                "2024 | 2023\nNet sales | $391,035 | $383,285\nOther | (269) | 12%", text(table));
    }

    @Test
    void aTableThatOnlyPlacesTextBecomesLines() {
        String words = "word ".repeat(60).strip();

        assertEquals(
                "Item 1.\n" + words,
                text("<table><tr><td>Item 1.</td><td>" + words + "</td></tr></table>"));
    }

    @Test
    void aTableInsideACellKeepsItsRows() {
        assertEquals(
                "a | b\nc | d",
                text(
                        """
                        <table><tr><td><table>
                        <tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr>
                        </table></td></tr></table>
                        """));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "<ix:header><ix:hidden>0000320193</ix:hidden></ix:header>seen",
                "<div style='DISPLAY: none'>hidden</div>seen",
                "<p hidden>hidden</p>seen",
                "<script>var hidden</script><style>hidden {}</style>seen",
                "<!-- hidden -->seen"
            })
    void whatABrowserDoesNotShowIsNotRead(String html) {
        assertEquals("seen", text(html));
    }

    @Test
    void ofALongDocumentItsBeginningAndItsEndAreKept() {
        String html = "<html><body>" + rows(0, 60_000) + "<p>The very end</p></body></html>";

        String text = text(html);

        assertTrue(text.startsWith("row 0 | value 0\nrow 1 | value 1\n"), text.substring(0, 99));
        assertTrue(text.contains("\n\n[...TRUNCATED...]\n\n"));
        assertTrue(text.endsWith("row 59999 | value 59999\nThe very end"));
        assertTrue(Math.abs(text.length() - 15_021) < 5, () -> "length " + text.length());
    }

    @Test
    void aLongDocumentOfLittleTextIsReadWhole() {
        String html = "<div style='" + "color: red;".repeat(50_000) + "'>little</div><p>text</p>";

        assertEquals("little\ntext", text(html));
    }

    @Test
    void hiddenHeadersLongerThanTheRestAreSteppedOver() {
        String hidden = "<ix:header>" + "<ix:hidden>1</ix:hidden>".repeat(100_000) + "</ix:header>";

        assertEquals("Annual report", text("<body>" + hidden + "<p>Annual report</p></body>"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "<b>",
                "<table><tr><td>",
                "<font a=1><p>x",
                "<a href='x'><div>",
                "</p></div></table>",
                "<",
                "&amp",
                "<!--",
                "<select><option>",
                "<svg><math>",
                "<p style='display:none'",
                "\u0000\u0001\ufffd<p>"
            })
    void hostileMarkupEndsSoonAndWithinBounds(String piece) {
        String html = "<html><body>" + piece.repeat(1_500_000 / piece.length());

        String text = assertTimeoutPreemptively(Duration.ofSeconds(60), () -> text(html));

        assertTrue(text.length() <= 15_021, () -> "length " + text.length());
        assertFalse(text.contains("<body"));
    }

    private static String rows(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> "<tr><td>row %d</td><td>value %d</td></tr>".formatted(i, i))
                .collect(Collectors.joining("\n", "<table>", "</table>"));
    }

    private static String text(String html) {
        return HtmlText.of(Span.of(html), WANTED);
    }
}
