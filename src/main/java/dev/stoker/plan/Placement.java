package dev.stoker.plan;

import dev.stoker.engine.Compute;
import dev.stoker.engine.Compute.Parallelism;

/// How a model's weights are spread over GPUs.
///
/// @param drafting whether the layers that propose tokens are loaded, too
record Placement(Parallelism split, boolean drafting) {
    static Placement of(Compute compute) {
        boolean ownDraft =
                compute.speculation().filter(it -> it.draftModel().isEmpty()).isPresent();
        return new Placement(compute.parallelism(), ownDraft);
    }

    /// The fullest GPU's share of the weights, in bytes.
    long weightBytes(Architecture model, NumberFormat format) {
        long layers =
                NumberFormat.bytes(model.attentionWeights(drafting), format.attention())
                                / split.tensor()
                        + NumberFormat.bytes(model.denseWeights(drafting), format.linear())
                                / split.tensor()
                        + NumberFormat.bytes(model.expertWeights(drafting), format.linear())
                                / expertGpus();
        // The first and the last stage hold one table each.
        int tables = split.pipeline() > 1 && !model.vocabulary().tied() ? 2 : 1;
        return layers / split.pipeline()
                + NumberFormat.bytes(model.vocabularyWeights(drafting), format.other())
                        / split.tensor()
                        / tables;
    }

    /// What one token keeps on each GPU, in bytes.
    long cacheBytes(Architecture model, int bytesOfNumber) {
        return model.layers(drafting)
                * model.attention().cached(split.tensor())
                * bytesOfNumber
                / split.pipeline();
    }

    private int expertGpus() {
        return split.expert() > 1 ? split.tensor() * split.data() : split.tensor();
    }
}
