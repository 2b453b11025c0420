package dev.stoker.plan;

import dev.stoker.engine.EngineSpec;
import java.nio.file.Path;
import java.util.OptionalLong;

/// What will lie in each GPU's memory, and what that leaves room for.
///
/// The weights and the bytes of a token are exact; working memory is an estimate, since only the
/// engine's own trial run at its start finds it out.
///
/// @param model the checkpoint's sizes
/// @param memory of each GPU, in bytes
/// @param weights on each GPU, in bytes
public record MemoryPlan(
        EngineSpec engine, ModelFacts model, long memory, long weights, EngineLimits limits) {
    /// CUDA's context and the libraries' buffers.
    private static final long FIXED = 3L << 28;

    /// More of both where GPUs share layers, and NCCL's buffers: 2.3 GiB in all were seen to be
    /// taken on each of four H200 before SGLang 0.5.17 loaded its weights.
    private static final long SHARED = 3L << 29;

    /// Activations are numbers of 16 bits.
    private static final long BYTES_OF_ACTIVATION = 2;

    /// Logits, and their copy in 32 bits.
    private static final long BYTES_OF_LOGIT = 6;

    /// The checkpoint's sizes as far as they are used here.
    record ModelFacts(Architecture architecture, NumberFormat format, Placement placement) {}

    /// Plans one engine.
    ///
    /// @param hub the hub's cache on this machine
    /// @param memory of each GPU, in bytes
    /// @throws NoPlan where the model's files are not here or say too little
    public static MemoryPlan of(EngineSpec engine, Path hub, long memory) {
        ModelFolder folder = ModelFolder.of(engine.model(), hub);
        OptionalLong onDisk = engine.model().dummy() ? OptionalLong.empty() : folder.weightBytes();
        return of(engine, ModelConfig.read(folder.config()), onDisk, memory);
    }

    /// Plans one engine by a configuration that lies elsewhere.
    public static MemoryPlan withConfig(EngineSpec engine, Path config, long memory) {
        return of(engine, ModelConfig.read(config), OptionalLong.empty(), memory);
    }

    static MemoryPlan of(EngineSpec engine, ModelConfig config, OptionalLong onDisk, long memory) {
        Architecture sizes = config.architecture();
        Placement placement = Placement.of(engine.compute());
        long reckoned = placement.weightBytes(sizes, config.format());
        long weights =
                onDisk.isPresent()
                        ? Math.round((double) reckoned * onDisk.getAsLong() / whole(config))
                        : reckoned;
        return new MemoryPlan(
                engine,
                new ModelFacts(sizes, config.format(), placement),
                memory,
                weights,
                EngineLimits.of(engine, sizes));
    }

    /// Memory the engine takes besides weights and KV cache; an estimate.
    public long working() {
        return before() + step();
    }

    /// What is taken before the weights are.
    private long before() {
        return FIXED + (model.placement().split().tensor() > 1 ? SHARED : 0);
    }

    /// The widest layer's activations for one step, or the logits of all requests, if those are
    /// more.
    private long step() {
        Architecture sizes = model.architecture();
        int tensor = model.placement().split().tensor();
        // gate and up together, their product, and what came in and goes out
        long width = 3 * sizes.feedForward().width() / tensor + 2 * sizes.stack().hidden();
        long activations = limits.step() * width * BYTES_OF_ACTIVATION;
        long logits = limits.sequences() * sizes.vocabulary().size() * BYTES_OF_LOGIT / tensor;
        return Math.max(activations, logits);
    }

    /// What is left for the KV cache on each GPU, in bytes; below 0 where nothing is.
    public long cache() {
        return limits.share().cache(memory, before(), weights, step());
    }

    /// Bytes of one token in the KV cache of one GPU.
    public long cachePerToken() {
        return model.placement().cacheBytes(model.architecture(), limits.cacheBytes());
    }

    /// Tokens that the KV cache holds at once, of all requests together.
    public long tokens() {
        return Math.max(0, cache() / cachePerToken());
    }

    /// Requests of the full context that run at once.
    public double fullRequests() {
        return (double) tokens() / limits.context();
    }

    /// Whether at least one request of the full context can run.
    public boolean fits() {
        return tokens() >= limits.context();
    }

    private static long whole(ModelConfig config) {
        Architecture sizes = config.architecture();
        NumberFormat format = config.format();
        return NumberFormat.bytes(sizes.attentionWeights(true), format.attention())
                + NumberFormat.bytes(
                        sizes.denseWeights(true) + sizes.expertWeights(true), format.linear())
                + NumberFormat.bytes(sizes.vocabularyWeights(true), format.other());
    }
}
