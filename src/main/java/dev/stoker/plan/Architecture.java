package dev.stoker.plan;

import java.util.Optional;

/// A transformer's dimensions, as its `config.json` tells them.
///
/// @param context longest prompt and answer together that the model was made for, in tokens
record Architecture(
        Stack stack,
        Attention attention,
        FeedForward feedForward,
        Vocabulary vocabulary,
        long context) {
    /// @param draftLayers extra ones at the end that propose tokens, loaded for speculation only
    record Stack(long layers, long hidden, long draftLayers) {}

    /// @param width of the layers without experts
    record FeedForward(long width, Optional<Experts> experts) {}

    /// A mixture of experts.
    ///
    /// @param shared experts that see every token
    /// @param width of one expert
    /// @param denseLayers the first layers, which have none
    record Experts(long routed, long shared, long width, long denseLayers) {}

    /// @param tied whether input and output share one table
    record Vocabulary(long size, boolean tied) {}

    /// Gate, up and down projections.
    private static final int MATRICES = 3;

    /// Weights of all attention projections.
    long attentionWeights(boolean drafting) {
        return layers(drafting) * attention.weights(stack.hidden());
    }

    /// Weights of feed-forward layers that every token passes, shared experts among them.
    long denseWeights(boolean drafting) {
        long plain = layers(drafting) - expertLayers(drafting);
        long shared = feedForward.experts().map(it -> it.shared() * it.width()).orElse(0L);
        return matrices(plain * feedForward.width() + expertLayers(drafting) * shared);
    }

    /// Weights of the routed experts.
    long expertWeights(boolean drafting) {
        long routed = feedForward.experts().map(it -> it.routed() * it.width()).orElse(0L);
        return matrices(expertLayers(drafting) * routed);
    }

    /// Weights of the token tables, of which draft layers bring their own; a quantised checkpoint
    /// leaves them as they were.
    long vocabularyWeights(boolean drafting) {
        long tables = vocabulary.tied() ? 1 : 2;
        long owners = drafting && stack.draftLayers() > 0 ? 2 : 1;
        return vocabulary.size() * stack.hidden() * tables * owners;
    }

    /// All weights but those of norms and routers, which do not count.
    long weights(boolean drafting) {
        return attentionWeights(drafting)
                + denseWeights(drafting)
                + expertWeights(drafting)
                + vocabularyWeights(drafting);
    }

    long layers(boolean drafting) {
        return stack.layers() + (drafting ? stack.draftLayers() : 0);
    }

    private long expertLayers(boolean drafting) {
        return feedForward.experts().map(it -> layers(drafting) - it.denseLayers()).orElse(0L);
    }

    private long matrices(long width) {
        return MATRICES * stack.hidden() * width;
    }
}
