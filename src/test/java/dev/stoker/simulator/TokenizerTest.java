package dev.stoker.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerTest {
    @Test
    void aTokenIsAWordOrTheStartOfALongOne() {
        List<String> tokens = Tokenizer.split("The steamship arrived, 1912.");

        assertEquals(
                List.of("The", " steams", "hip", " arrive", "d", ",", " 191", "2", "."), tokens);
    }

    @Test
    void aRunOfWhiteSpaceIsOneToken() {
        List<String> tokens = Tokenizer.split("a\n\n\tb   c");

        assertEquals(List.of("a", "\n\n\t", "b", "   ", "c"), tokens);
    }

    @Test
    void proseHasAboutFourCharactersAToken() {
        String prose =
                "The council met on Tuesday evening to discuss the new bridge over the river, "
                        + "its funding, and how long construction would take.";

        double charactersAToken = (double) prose.length() / Tokenizer.count(prose);

        assertTrue(charactersAToken > 3 && charactersAToken < 6, () -> "" + charactersAToken);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "  ", "a ", "😀 b\ud83d", "<xml attr=\"1\">é</xml>", "\ud83d"})
    void noCharacterIsLostAndEachTokenIsCounted(String text) {
        List<String> tokens = Tokenizer.split(text);

        assertEquals(text, String.join("", tokens));
        assertEquals(tokens.size(), Tokenizer.count(text));
    }
}
