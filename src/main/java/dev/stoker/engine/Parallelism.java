package dev.stoker.engine;

/// Over how many GPUs one copy of the model is split, and how many copies run behind one port.
///
/// @param tensor GPUs that share each layer
/// @param pipeline groups of GPUs that share the layers out
/// @param data copies of the model
/// @param expert GPUs that share the experts of a mixture; 1 leaves that to the engine
public record Parallelism(int tensor, int pipeline, int data, int expert) {
    public Parallelism {
        positive("tensor", tensor);
        positive("pipeline", pipeline);
        positive("data", data);
        positive("expert", expert);
    }

    /// GPUs that the engine occupies.
    public int gpus() {
        return tensor * pipeline * data;
    }

    private static void positive(String key, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(
                    "parallelism.%s must be at least 1: %d".formatted(key, value));
        }
    }
}
