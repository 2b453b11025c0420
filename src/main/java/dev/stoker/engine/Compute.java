package dev.stoker.engine;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The hardware an engine wants and how it spreads the model over it.
///
/// @param gpus of this machine
public record Compute(
        Parallelism parallelism, GpuRequest gpus, Optional<Speculation> speculation, Nodes nodes) {
    /// On one machine.
    public Compute(Parallelism parallelism, GpuRequest gpus, Optional<Speculation> speculation) {
        this(parallelism, gpus, speculation, Nodes.ALONE);
    }

    /// Over how many GPUs one copy of the model is split, and how many copies run behind one port.
    ///
    /// @param tensor GPUs that share each layer
    /// @param pipeline groups of GPUs that share the layers out
    /// @param data copies of the model
    /// @param expert GPUs that share the experts of a mixture; 1 leaves that to the engine
    public record Parallelism(int tensor, int pipeline, int data, int expert) {
        public Parallelism {
            Positive.count("parallelism.tensor", tensor);
            Positive.count("parallelism.pipeline", pipeline);
            Positive.count("parallelism.data", data);
            Positive.count("parallelism.expert", expert);
            if (tensor * data % expert != 0) {
                throw new IllegalArgumentException(
                        "parallelism.expert must divide tensor * data, which is %d: %d"
                                .formatted(tensor * data, expert));
            }
        }

        /// GPUs that the engine occupies.
        public int gpus() {
            return tensor * pipeline * data;
        }
    }

    /// The GPUs an engine asks for.
    public sealed interface GpuRequest {
        /// Runs on the processor.
        record None() implements GpuRequest {}

        /// Any GPUs that are free.
        record Count(int count) implements GpuRequest {
            public Count {
                Positive.count("gpus", count);
            }
        }

        /// These and no others, by index as the driver lists them.
        record Ids(List<Integer> ids) implements GpuRequest {
            public Ids {
                ids = List.copyOf(ids);
                if (ids.isEmpty()
                        || Set.copyOf(ids).size() < ids.size()
                        || ids.stream().anyMatch(id -> id < 0)) {
                    throw new IllegalArgumentException(
                            "gpus must be indexes from 0 on, each once: " + ids);
                }
            }
        }
    }

    /// The machines that one engine spans, each with a Stoker and a part of the engine of its own.
    ///
    /// @param count how many
    /// @param rank this one's place, from 0; 0 is the head, which alone answers requests
    /// @param head where the others reach the head
    /// @param port at which they meet there
    public record Nodes(int count, int rank, String head, int port) {
        public static final Nodes ALONE = new Nodes(1, 0, "127.0.0.1", 20_000);

        private static final int LAST_PORT = 65_535;

        public Nodes {
            Positive.count("nodes.count", count);
            if (rank < 0 || rank >= count) {
                throw new IllegalArgumentException(
                        "nodes.rank must be from 0 to %d: %d".formatted(count - 1, rank));
            }
            if (port < 1 || port > LAST_PORT) {
                throw new IllegalArgumentException("nodes.port must be a port: " + port);
            }
        }

        /// How many of all its GPUs each machine has.
        public int share(int gpus) {
            return gpus / count;
        }

        public boolean several() {
            return count > 1;
        }

        /// As engines write addresses.
        String meeting() {
            return (head.contains(":") ? "[" + head + "]" : head) + ":" + port;
        }
    }

    /// Speculative decoding: a cheap draft proposes tokens, the model verifies them.
    ///
    /// @param algorithm the engine's word for it: `EAGLE`, `mtp`, `ngram`
    /// @param steps draft steps before each verification
    /// @param topK branches kept at each step
    /// @param draftTokens tokens verified at once
    /// @param draftModel a separate draft; absent where the model brings its own
    public record Speculation(
            String algorithm, int steps, int topK, int draftTokens, Optional<String> draftModel) {
        public Speculation {
            Positive.count("speculation.steps", steps);
            Positive.count("speculation.top-k", topK);
            Positive.count("speculation.draft-tokens", draftTokens);
        }
    }
}
