package dev.stoker.gateway.admission.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheSizeTest {
    @Test
    void vllmTellsBlocksAndTheirSize() {
        String page =
                """
                # TYPE vllm:cache_config_info gauge
                vllm:cache_config_info{_block_size_resolved="True",block_size="128",effective_attention_block_size="128",num_gpu_blocks="682",num_gpu_blocks_override="None"} 1.0
                """;

        assertEquals(OptionalLong.of(128 * 682), CacheSize.read(page));
    }

    @Test
    void sglangTellsTokensOfEachCopy() {
        String page =
                """
                # TYPE sglang:max_total_num_tokens gauge
                sglang:max_total_num_tokens{dp_rank="0",model_name="m"} 16384.0
                sglang:max_total_num_tokens{dp_rank="1",model_name="m"} 1.6384e+04
                """;

        assertEquals(OptionalLong.of(32_768), CacheSize.read(page));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "llamacpp:requests_processing 1",
                "vllm:cache_config_info{block_size=\"16\",num_gpu_blocks=\"None\"} 1.0"
            })
    void othersDoNotTell(String page) {
        assertEquals(OptionalLong.empty(), CacheSize.read(page));
    }

    @Test
    void aLimitIsANumberOrLearned() {
        assertEquals(new Limit.Fixed(500), Limit.parse("a", "500"));
        assertEquals(new Limit.Learned(), Limit.parse("a", "learned"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "many", ""})
    void anythingElseIsRefusedByItsName(String text) {
        var refused = assertThrows(IllegalArgumentException.class, () -> Limit.parse("glm", text));

        assertEquals(
                "stoker.admission.tokens.glm must be a number of tokens or 'learned': " + text,
                refused.getMessage());
    }
}
