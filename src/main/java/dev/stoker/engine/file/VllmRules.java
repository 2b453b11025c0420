package dev.stoker.engine.file;

/// What Stoker writes itself for vLLM, and what means nothing to it.
public final class VllmRules {
    public static final FileRules ALL =
            FileRules.forGpus()
                    .instead("model.path", "model", "model-tag")
                    .instead("model.revision", "revision")
                    .instead("model.served-names", "served-model-name")
                    .instead("model.weights", "load-format")
                    .instead("model.precision", "dtype")
                    .instead("parallelism.tensor", "tp", "tensor-parallel-size")
                    .instead("parallelism.pipeline", "pp", "pipeline-parallel-size")
                    .instead("parallelism.data", "dp", "data-parallel-size")
                    .instead("parallelism.expert", "ep", "enable-expert-parallel")
                    .instead("gpus", "device-ids")
                    .instead(
                            "nodes",
                            "nnodes",
                            "node-rank",
                            "master-addr",
                            "master-port",
                            "headless")
                    .instead(
                            "speculation",
                            "sc",
                            "speculative-config",
                            "spec-method",
                            "spec-model",
                            "spec-tokens")
                    .instead("its settings under args", "config")
                    .instead("idle.action", "enable-sleep-mode")
                    .because(FileRules.LOOPBACK, "host", "uds")
                    .because(FileRules.FREE_PORT, "port")
                    .because(FileRules.KEYS, "api-key")
                    .because(FileRules.METRICS, "disable-log-stats")
                    .because(FileRules.PRIORITY, "scheduling-policy")
                    .unused(
                            "it drafts one token a step",
                            "speculation.top-k",
                            "speculation.draft-tokens");

    private VllmRules() {}
}
