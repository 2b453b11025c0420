package dev.stoker.engine;

import dev.stoker.engine.Compute.Parallelism;
import dev.stoker.engine.launch.LaunchCommand;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

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

    /// Where the engine writes Prometheus text.
    default String metricsPath() {
        return "/metrics";
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

    /// One stage of an engine's start, recognised by a log line.
    ///
    /// @param name for people: `loading weights`
    /// @param line found anywhere in a log line when the stage begins
    /// @param percent of a usual start that has then passed: 0 to 100
    record LoadPhase(String name, Pattern line, int percent) {

        static LoadPhase of(int percent, String name, String line) {
            return new LoadPhase(name, Pattern.compile(line), percent);
        }
    }

    /// Names of the headers an engine understands; absent where it has none.
    ///
    /// @param requestId becomes the engine's own id of the request
    /// @param priority an integer that orders the engine's queue
    /// @param batchPriority the value of `priority` that puts a request behind interactive ones
    record RequestHeaders(
            Optional<String> requestId, Optional<String> priority, String batchPriority) {

        public static RequestHeaders none() {
            return new RequestHeaders(Optional.empty(), Optional.empty(), "0");
        }
    }

    /// Whom the first, polite signal of a stop is sent to.
    enum StopRecipe {
        /// Only the process that was launched; it stops its workers in the order it needs.
        LEADER,
        /// Every process of the engine.
        WHOLE_GROUP
    }
}
