package dev.stoker.summarize.tokens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LongestCutTest {
    private int counted;

    @Test
    void aTextThatFitsStaysAsItIs() throws Exception {
        assertEquals("one two", LongestCut.of("one two", 2, this::words));
        assertEquals(1, counted);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 1_000, 4_999})
    void aLongerTextIsNearlyFullAndNeverMore(int most) throws Exception {
        String text = numbers(5_000);

        String cut = LongestCut.of(text, most, this::words);

        int tokens = words(cut);
        assertTrue(tokens <= most && tokens >= 0.9 * most, () -> tokens + " of " + most);
        assertTrue(cut.contains("[...TRUNCATED...]"));
        assertTrue(cut.startsWith("0 1 2 ") && cut.endsWith(" 4998 4999"), cut);
        assertTrue(counted <= 10, () -> "counted " + counted);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void textsWhoseTokensLieUnevenlyKeepTheLimitToo(long seed) throws Exception {
        Random chance = new Random(seed);
        String dense = "\ud83d\ude00".repeat(chance.nextInt(3_000));
        String text = numbers(chance.nextInt(3_000)) + dense + "x".repeat(20_000) + dense;

        String cut = LongestCut.of(text, 500, LongestCutTest::bytesOfEmoji);

        assertTrue(bytesOfEmoji(cut) <= 500);
        assertFalse(cut.isEmpty());
        assertFalse(cut.chars().filter(c -> Character.isSurrogate((char) c)).count() % 2 != 0);
    }

    @Test
    void whereEveryCharacterIsFourTokensTheLimitHolds() throws Exception {
        String cut =
                LongestCut.of("\ud83d\ude00".repeat(40_000), 100, LongestCutTest::bytesOfEmoji);

        assertTrue(bytesOfEmoji(cut) <= 100);
        assertTrue(cut.startsWith("\ud83d\ude00"));
    }

    /// A tokenizer that knows words.
    private int words(String text) {
        counted++;
        return text.strip().split("\\s+").length;
    }

    /// One that falls back to four bytes for what it does not know, and else has long tokens.
    private static int bytesOfEmoji(String text) {
        long pairs = text.chars().filter(c -> Character.isHighSurrogate((char) c)).count();
        return (int) (4 * pairs + (text.length() - 2 * pairs) / 5 + 1);
    }

    private static String numbers(int count) {
        return IntStream.range(0, count)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(" "));
    }
}
