package dev.stoker.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelConfigTest {
    static final Path CONFIGS = Path.of("src/test/resources/model-configs");

    @ParameterizedTest(name = "{0} has {1} billion")
    @CsvSource({
        "qwen3-8b-fp8, 8.2, false",
        "llama-3.1-8b-fp8, 8.03, false",
        "glm-4.7-fp8, 358, true",
        "deepseek-v3, 671, false",
    })
    void weightsAreAsManyAsThePublisherSays(String model, double billions, boolean withDraft) {
        Architecture sizes = read(model).architecture();

        assertEquals(billions, sizes.weights(withDraft) / 1e9, billions * 0.01);
    }

    @Test
    void blocksOfFp8TakeEightBitsAndTablesSixteen() {
        NumberFormat format = read("qwen3-8b-fp8").format();

        assertEquals(8, format.linear());
        assertEquals(16, format.other());
        assertEquals(8, format.attention());
    }

    @Test
    void aPlainCheckpointTakesItsOwnFormat() {
        NumberFormat format = parse("\"torch_dtype\": \"float32\"").format();

        assertEquals(32, format.linear());
        assertEquals(32, format.other());
    }

    @Test
    void fp4CountsItsScalesAndLeavesTheAttentionWhereItSaysSo() {
        NumberFormat format =
                parse(
                                """
                                "quantization_config": {"quant_method": "modelopt", "quant_algo": "NVFP4",
                                  "exclude_modules": ["lm_head", "model.layers.0.self_attn*"]}
                                """)
                        .format();

        assertEquals(4.5, format.linear());
        assertEquals(16, format.attention());
    }

    @Test
    void groupsOfInt4CountTheirScales() {
        NumberFormat format =
                parse(
                                """
                                "quantization_config": {"quant_method": "awq", "bits": 4, "group_size": 128}
                                """)
                        .format();

        assertEquals(4.125, format.linear());
        assertTrue(format.attentionQuantised());
    }

    @Test
    void aModelThatAlsoSeesKeepsItsSizesOneLevelDown() {
        String text = "{\"text_config\": {%s}}".formatted(sizes());

        Architecture sizes = ModelConfig.parse("config.json", text).architecture();

        assertEquals(2, sizes.stack().layers());
        assertFalse(sizes.vocabulary().tied());
    }

    @Test
    void whatIsMissingIsNamed() {
        NoPlan refused =
                assertThrows(
                        NoPlan.class,
                        () -> ModelConfig.parse("a/config.json", "{\"num_hidden_layers\": 3}"));

        assertEquals(
                "a/config.json has no hidden_size: only transformers of the usual kind can be planned",
                refused.getMessage());
    }

    @Test
    void whatIsNotJsonIsSaidToBe() {
        NoPlan refused =
                assertThrows(NoPlan.class, () -> ModelConfig.parse("a/config.json", "<html>"));

        assertTrue(String.valueOf(refused.getMessage()).startsWith("a/config.json is not JSON: "));
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        NoPlan refused =
                assertThrows(NoPlan.class, () -> ModelConfig.read(Path.of("no/such/config.json")));

        assertTrue(
                String.valueOf(refused.getMessage())
                        .startsWith("no/such/config.json cannot be read"));
    }

    static ModelConfig read(String model) {
        return ModelConfig.read(CONFIGS.resolve(model + ".json"));
    }

    private static ModelConfig parse(String more) {
        return ModelConfig.parse("config.json", "{%s, %s}".formatted(sizes(), more));
    }

    private static String sizes() {
        return """
        "num_hidden_layers": 2, "hidden_size": 64, "intermediate_size": 128,
        "num_attention_heads": 4, "vocab_size": 1000, "max_position_embeddings": 2048
        """;
    }
}
