package dev.stoker.engine;

import java.util.List;
import java.util.Map;

/// What Stoker must know of one kind of engine: how to launch, probe, read, steer and stop it.
public sealed interface EngineDialect
        permits Sglang, Vllm, TensorRtLlm, LlamaCpp, Simulator, Custom {

    /// One of each kind.
    static List<EngineDialect> all() {
        return List.of(
                new Sglang(),
                new Vllm(),
                new TensorRtLlm(),
                new LlamaCpp(),
                new Simulator(),
                new Custom());
    }

    /// The word for it in an engine file: `sglang`.
    String kind();

    /// What its engine file may say.
    FileRules fileRules();

    /// GPUs that one engine occupies.
    default int gpus(Parallelism parallelism, Map<String, Object> args) {
        return parallelism.gpus();
    }

    /// The command that starts this engine there.
    LaunchCommand command(EngineSpec spec, LaunchSite site);

    /// Answers 200 once the engine is up; says nothing about the model.
    default String healthPath() {
        return "/health";
    }

    /// The names of the engine's own figures at `/metrics`.
    EngineMetrics metrics();

    /// Log lines that tell how far a start has come, in their usual order.
    List<LoadPhase> phases();

    /// Which processes are told to stop.
    default StopRecipe stop() {
        return StopRecipe.WHOLE_GROUP;
    }

    /// The request headers that carry Stoker's request id and priority.
    RequestHeaders headers();
}
