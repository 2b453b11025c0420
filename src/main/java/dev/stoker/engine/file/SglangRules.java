package dev.stoker.engine.file;

/// What Stoker writes itself for SGLang, and what means nothing to it.
public final class SglangRules {
    public static final FileRules ALL =
            FileRules.forGpus()
                    .instead("model.path", "model-path", "model")
                    .instead("model.revision", "revision")
                    .instead("model.served-names", "served-model-name")
                    .instead("model.weights", "load-format")
                    .instead("model.precision", "dtype")
                    .instead("parallelism.tensor", "tp", "tp-size", "tensor-parallel-size")
                    .instead("parallelism.pipeline", "pp-size", "pipeline-parallel-size")
                    .instead("parallelism.data", "dp", "dp-size", "data-parallel-size")
                    .instead("parallelism.expert", "ep", "ep-size", "expert-parallel-size")
                    .instead("gpus", "base-gpu-id", "gpu-id-step")
                    .instead("nodes", "nnodes", "node-rank", "dist-init-addr", "nccl-init-addr")
                    .instead("speculation.algorithm", "speculative-algorithm")
                    .instead("speculation.steps", "speculative-num-steps")
                    .instead("speculation.top-k", "speculative-eagle-topk")
                    .instead("speculation.draft-tokens", "speculative-num-draft-tokens")
                    .instead(
                            "speculation.draft-model",
                            "speculative-draft-model",
                            "speculative-draft-model-path")
                    .instead("model.weights-from", "weight-cache-mode", "weight-cache-socket")
                    .instead("its settings under args", "config")
                    .instead("idle.action", "enable-memory-saver", "enable-weights-cpu-backup")
                    .because(FileRules.LOOPBACK, "host")
                    .because(FileRules.FREE_PORT, "port")
                    .because(FileRules.KEYS, "api-key")
                    .because(FileRules.METRICS, "enable-metrics")
                    .because(
                            FileRules.PRIORITY,
                            "enable-priority-scheduling",
                            "schedule-low-priority-values-first",
                            "default-priority-value");

    private SglangRules() {}
}
