package dev.stoker.engine;

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
