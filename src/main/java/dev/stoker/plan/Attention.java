package dev.stoker.plan;

/// How the layers look back at earlier tokens: decides what each token leaves in the KV cache.
sealed interface Attention {
    /// @param hidden width of the model
    /// @return weights of one layer's projections
    long weights(long hidden);

    /// @return numbers that one token keeps in one layer, on each of the GPUs that share the layer
    long cached(int tensorParallel);

    /// Groups of query heads share a key and a value head: Llama, Qwen, GLM.
    record Grouped(long heads, long keyValueHeads, long headSize) implements Attention {
        @Override
        public long weights(long hidden) {
            return 2 * hidden * headSize * (heads + keyValueHeads);
        }

        @Override
        public long cached(int tensorParallel) {
            // a head is never split: with more GPUs than heads, several keep the same one
            return 2 * Math.ceilDiv(keyValueHeads, tensorParallel) * headSize;
        }
    }

    /// Keys and values come from one short vector: DeepSeek V2 and V3, Kimi K2.
    ///
    /// @param queryRank 0 where queries are not compressed
    /// @param cacheRank of keys and values together
    record Latent(long heads, long queryRank, long cacheRank, HeadSizes sizes)
            implements Attention {
        /// @param plain the part of a key without position
        /// @param rotary the part of a head that carries the position
        record HeadSizes(long plain, long rotary, long value) {}

        @Override
        public long weights(long hidden) {
            long query = heads * (sizes.plain() + sizes.rotary());
            long queries = queryRank == 0 ? hidden * query : hidden * queryRank + queryRank * query;
            long keysAndValues =
                    hidden * (cacheRank + sizes.rotary())
                            + cacheRank * heads * (sizes.plain() + sizes.value());
            return queries + keysAndValues + heads * sizes.value() * hidden;
        }

        @Override
        public long cached(int tensorParallel) {
            // each GPU keeps the whole vector
            return cacheRank + sizes.rotary();
        }
    }
}
