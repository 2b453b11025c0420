package dev.stoker.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/// Reads a checkpoint's `quantization_config`, which each method writes in its own words.
final class Quantisation {
    private static final int BITS_OF_FP4 = 4;
    private static final int BITS_OF_FP8 = 8;
    private static final int BITS_OF_SCALE = 16;

    private Quantisation() {}

    /// @param dtype of what is not quantised
    static NumberFormat of(JsonNode config, String dtype) {
        int other = bitsOf(dtype);
        if (!config.isObject()) {
            return NumberFormat.plain(dtype, other);
        }
        String method = config.path("quant_method").asText("").toLowerCase(Locale.ROOT);
        String name = config.path("quant_algo").asText(method).toLowerCase(Locale.ROOT);
        JsonNode weights = config.at("/config_groups/group_0/weights");
        int bits = weights.path("num_bits").asInt(config.path("bits").asInt(bitsNamed(name)));
        int group =
                weights.path("group_size").asInt(config.path("group_size").asInt(usualGroup(name)));
        double scales = group <= 0 ? 0 : scaleBits(name) / (double) group;
        return new NumberFormat(
                name + " " + bits + " bit", bits + scales, !leavesAttention(config), other);
    }

    private static int bitsOf(String dtype) {
        return dtype.equals("float32") ? Float.SIZE : Short.SIZE;
    }

    private static int bitsNamed(String name) {
        return name.contains("fp4") || name.contains("int4") ? BITS_OF_FP4 : BITS_OF_FP8;
    }

    private static int usualGroup(String name) {
        // NVFP4 has one FP8 scale for 16 weights
        return name.contains("nvfp4") ? 16 : 0;
    }

    private static int scaleBits(String name) {
        return name.contains("nvfp4") ? BITS_OF_FP8 : BITS_OF_SCALE;
    }

    private static boolean leavesAttention(JsonNode config) {
        JsonNode left =
                config.has("ignore") ? config.path("ignore") : config.path("exclude_modules");
        for (JsonNode module : left) {
            if (module.asText().contains("self_attn")) {
                return true;
            }
        }
        return false;
    }
}
