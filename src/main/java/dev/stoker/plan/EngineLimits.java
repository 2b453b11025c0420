package dev.stoker.plan;

import dev.stoker.engine.EngineDialect;
import dev.stoker.engine.EngineSpec;
import dev.stoker.engine.Vllm;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The sizes an engine is started with, from its own settings or its own defaults.
///
/// @param share of each GPU's memory
/// @param context longest prompt and answer together, in tokens
/// @param sequences requests that run at once, at most
/// @param step tokens computed at once, at most
/// @param cacheBytes of one number in the KV cache
record EngineLimits(Share share, long context, long sequences, long step, int cacheBytes) {
    /// A part of a GPU's memory, and what has to find room in it: each engine reckons otherwise.
    record Share(double part, Of of) {
        /// Bytes left for the KV cache.
        ///
        /// @param before what is taken before the weights are, in bytes
        /// @param working what a step takes, in bytes
        long cache(long memory, long before, long weights, long working) {
            long rest = memory - before - weights - working;
            return switch (of) {
                case EVERYTHING -> Math.round(memory * part) - before - weights - working;
                case WEIGHTS_AND_CACHE ->
                        Math.min(Math.round((memory - before) * part) - weights, rest);
                case WHAT_IS_LEFT -> Math.round(rest * part);
            };
        }
    }

    /// What a share is of.
    enum Of {
        /// vLLM: weights, working memory and KV cache together.
        EVERYTHING("for all"),
        /// SGLang: weights and KV cache, of what is free before the weights are loaded; working
        /// memory takes the rest.
        WEIGHTS_AND_CACHE("for weights and KV cache"),
        /// TensorRT-LLM: the KV cache gets it of what the others leave.
        WHAT_IS_LEFT("of what is left");

        private final String words;

        Of(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    private static final EngineDialect VLLM = new Vllm();

    /// About what SGLang arrives at by itself on GPUs of 80 GB and more.
    private static final double SGLANG_SHARE = 0.88;

    /// TensorRT-LLM's `free_gpu_memory_fraction`.
    private static final double TENSORRT_SHARE = 0.9;

    /// vLLM's `max_num_seqs` for servers on such GPUs.
    private static final double USUAL_SEQUENCES = 1_024;

    private static final double USUAL_STEP = 8_192;

    static EngineLimits of(EngineSpec engine, Architecture model) {
        Settings settings = Settings.of(engine.program().args());
        String cacheType = settings.text("auto", "kv-cache-dtype", "kv_cache_dtype");
        return new EngineLimits(
                share(engine.dialect().kind(), settings),
                (long)
                        settings.number(
                                (double) model.context(),
                                "max-model-len",
                                "context-length",
                                "max_seq_len"),
                (long)
                        settings.number(
                                USUAL_SEQUENCES,
                                "max-num-seqs",
                                "max-running-requests",
                                "max_batch_size"),
                (long)
                        settings.number(
                                USUAL_STEP,
                                "max-num-batched-tokens",
                                "chunked-prefill-size",
                                "max_num_tokens"),
                cacheType.startsWith("fp8") ? 1 : Short.BYTES);
    }

    private static Share share(String kind, Settings settings) {
        return switch (kind) {
            case "sglang" ->
                    new Share(
                            settings.number(SGLANG_SHARE, "mem-fraction-static"),
                            Of.WEIGHTS_AND_CACHE);
            case "tensorrt-llm" ->
                    new Share(
                            settings.number(TENSORRT_SHARE, "free_gpu_memory_fraction"),
                            Of.WHAT_IS_LEFT);
            default -> new Share(VLLM.gpuShare(settings.args()).orElseThrow(), Of.EVERYTHING);
        };
    }

    /// Settings by whichever of an engine's names they were given.
    private record Settings(Map<String, Object> args) {
        /// Those of nested groups stand beside the others.
        static Settings of(Map<String, Object> args) {
            Map<String, Object> flat = new HashMap<>(args);
            for (Object value : args.values()) {
                if (value instanceof Map<?, ?> group) {
                    group.forEach((key, inner) -> flat.putIfAbsent(String.valueOf(key), inner));
                }
            }
            return new Settings(flat);
        }

        double number(double otherwise, String... names) {
            for (String name : names) {
                if (args.get(name) instanceof Number number) {
                    return number.doubleValue();
                }
            }
            return otherwise;
        }

        String text(String otherwise, String... names) {
            return List.of(names).stream()
                    .map(args::get)
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .findFirst()
                    .orElse(otherwise);
        }
    }
}
