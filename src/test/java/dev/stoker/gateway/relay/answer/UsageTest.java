package dev.stoker.gateway.relay.answer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"usage":{"prompt_tokens":24,"total_tokens":38,"completion_tokens":14,"prompt_tokens_details":null}} | 24 | 14
                    {"usage": {"completion_tokens" : 14, "prompt_tokens": 24}, "timings": {"prompt_n": 1}}               | 24 | 14
                    {"usage":{"input_tokens":5,"output_tokens":6}}                                                       | 5  | 6
                    {"usage":{"prompt_tokens":7,"total_tokens":7}}                                                       | 7  | 0
                    {"usage":{"prompt_tokens":1},"x":{"usage":{"prompt_tokens":2,"completion_tokens":3}}}                | 2  | 3
                    """)
    void itIsFoundWhereverTheAnswerIsCut(String answer, long prompt, long completion) {
        for (int cut = 0; cut < answer.length(); cut++) {
            Optional<Usage> found =
                    Usage.find(bytes(answer.substring(0, cut)), bytes(answer.substring(cut)));

            assertEquals(Optional.of(new Usage(prompt, completion)), found);
        }
    }

    @Test
    void theLastChunkMayHoldOnlyTheEnd() {
        byte[] event = bytes("data: {\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}\n\n");

        assertEquals(Optional.of(new Usage(1, 2)), Usage.find(event, bytes("data: [DONE]\n\n")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"usage\":null}", "data: [DONE]\n\n"})
    void anAnswerNeedNotTellIt(String answer) {
        assertEquals(Optional.empty(), Usage.find(null, bytes(answer)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
