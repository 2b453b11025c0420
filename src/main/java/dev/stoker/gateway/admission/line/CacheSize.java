package dev.stoker.gateway.admission.line;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How many tokens an engine's cache holds, read from its page of metrics.
final class CacheSize {
    private static final Pattern SGLANG =
            Pattern.compile(
                    "^sglang:max_total_num_tokens(?:\\{[^}]*})? ([0-9.e+]+)$", Pattern.MULTILINE);
    private static final Pattern VLLM =
            Pattern.compile("^vllm:cache_config_info\\{(.*)} ", Pattern.MULTILINE);
    private static final Pattern BLOCKS = Pattern.compile("\\bnum_gpu_blocks=\"(\\d+)\"");
    private static final Pattern BLOCK = Pattern.compile("\\bblock_size=\"(\\d+)\"");

    private CacheSize() {}

    /// Of all copies of the model in that engine; absent where the page does not say.
    static OptionalLong read(String page) {
        long tokens = sglang(page) + vllm(page);
        return tokens > 0 ? OptionalLong.of(tokens) : OptionalLong.empty();
    }

    private static long sglang(String page) {
        return SGLANG.matcher(page)
                .results()
                .mapToLong(line -> (long) Double.parseDouble(line.group(1)))
                .sum();
    }

    private static long vllm(String page) {
        return VLLM.matcher(page)
                .results()
                .mapToLong(line -> label(BLOCKS, line.group(1)) * label(BLOCK, line.group(1)))
                .sum();
    }

    private static long label(Pattern label, String labels) {
        Matcher found = label.matcher(labels);
        return found.find() ? Long.parseLong(found.group(1)) : 0;
    }
}
