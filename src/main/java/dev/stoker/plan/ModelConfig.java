package dev.stoker.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stoker.plan.Architecture.Experts;
import dev.stoker.plan.Architecture.FeedForward;
import dev.stoker.plan.Architecture.Stack;
import dev.stoker.plan.Architecture.Vocabulary;
import dev.stoker.plan.Attention.Latent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// What a checkpoint's `config.json` says of its size, by the names of Hugging Face's library.
record ModelConfig(Architecture architecture, NumberFormat format) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// @throws NoPlan where the file cannot be read or lacks what the arithmetic needs
    static ModelConfig read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new NoPlan("%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    /// @param source named in errors
    static ModelConfig parse(String source, String text) {
        try {
            JsonNode root = JSON.readTree(text);
            // models that also see or hear keep the language model's sizes one level down
            JsonNode sizes = root.path("text_config").isObject() ? root.path("text_config") : root;
            return new Reading(source, root, sizes).config();
        } catch (JsonProcessingException e) {
            throw new NoPlan("%s is not JSON: %s".formatted(source, e.getOriginalMessage()), e);
        }
    }

    private record Reading(String source, JsonNode root, JsonNode sizes) {
        ModelConfig config() {
            Stack stack =
                    new Stack(
                            need("num_hidden_layers"),
                            need("hidden_size"),
                            or("num_nextn_predict_layers", 0));
            Architecture architecture =
                    new Architecture(
                            stack,
                            attention(stack),
                            new FeedForward(need("intermediate_size"), experts()),
                            new Vocabulary(
                                    need("vocab_size"),
                                    sizes.path("tie_word_embeddings").asBoolean(false)),
                            need("max_position_embeddings"));
            JsonNode torch = sizes.path("torch_dtype");
            return new ModelConfig(
                    architecture,
                    Quantisation.of(
                            root.path("quantization_config"),
                            (torch.isMissingNode() ? sizes.path("dtype") : torch)
                                    .asText("bfloat16")));
        }

        private Attention attention(Stack stack) {
            long heads = need("num_attention_heads");
            if (sizes.has("kv_lora_rank")) {
                return new Latent(
                        heads,
                        or("q_lora_rank", 0),
                        need("kv_lora_rank"),
                        new Latent.HeadSizes(
                                need("qk_nope_head_dim"),
                                need("qk_rope_head_dim"),
                                need("v_head_dim")));
            }
            return new Attention.Grouped(
                    heads,
                    or("num_key_value_heads", heads),
                    or("head_dim", stack.hidden() / heads));
        }

        private Optional<Experts> experts() {
            long routed = or("n_routed_experts", or("num_local_experts", or("num_experts", 0)));
            return routed == 0
                    ? Optional.empty()
                    : Optional.of(
                            new Experts(
                                    routed,
                                    or("n_shared_experts", 0),
                                    or("moe_intermediate_size", need("intermediate_size")),
                                    or("first_k_dense_replace", 0)));
        }

        private long need(String key) {
            long value = or(key, 0);
            if (value <= 0) {
                throw new NoPlan(
                        "%s has no %s: only transformers of the usual kind can be planned"
                                .formatted(source, key));
            }
            return value;
        }

        private long or(String key, long otherwise) {
            return sizes.path(key).asLong(otherwise);
        }
    }
}
