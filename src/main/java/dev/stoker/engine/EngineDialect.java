package dev.stoker.engine;

import dev.stoker.engine.Compute.Parallelism;
import dev.stoker.engine.file.FileRules;
import dev.stoker.engine.launch.LaunchCommand;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/// What Stoker must know of one kind of engine: how to launch, probe, read, steer and stop it.
public sealed interface EngineDialect
        permits Sglang, Vllm, TensorRtLlm, LlamaCpp, Simulator, Custom, WeightDaemon {

    /// One of each kind.
    static List<EngineDialect> all() {
        return List.of(
                new Sglang(),
                new Vllm(),
                new TensorRtLlm(),
                new LlamaCpp(),
                new Simulator(),
                new Custom(),
                new WeightDaemon(new Vllm()),
                new WeightDaemon(new Sglang()));
    }

    /// The word for it in an engine file: `sglang`.
    String kind();

    /// What its engine file may say.
    FileRules fileRules();

    /// GPUs that one engine occupies.
    default int gpus(Parallelism parallelism, Map<String, Object> args) {
        return parallelism.gpus();
    }

    /// The share of each of its GPUs' whole memory without which this engine does not start, 0 to
    /// 1; absent where it takes what is free.
    default OptionalDouble gpuShare(Map<String, Object> args) {
        return OptionalDouble.empty();
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

    /// The titles of processes below it that it cannot do without, from their beginning; absent
    /// where it computes in one process.
    default Optional<Pattern> workers() {
        return Optional.empty();
    }

    /// How it rests without ending; absent where it cannot.
    default Optional<Nap> nap() {
        return Optional.empty();
    }

    /// The request headers that carry Stoker's request id and priority.
    RequestHeaders headers();

    /// How the installed engine is asked for its flags; absent where it cannot be.
    ///
    /// @return a command that prints every flag and its choices to standard output
    default Optional<List<String>> manual(EngineSpec spec) {
        return Optional.empty();
    }

    /// The variables by which it learns where to keep what it compiles at its start, each with the
    /// name of its directory; none where it compiles nothing.
    default Map<String, String> caches() {
        return Map.of();
    }

    /// The Python package it comes in, whose version is its own; absent for a plain program.
    default Optional<String> distribution() {
        return Optional.empty();
    }

    /// The calls by which an engine gives its GPU memory up and takes it back.
    record Nap(Call sleep, Call wake) {
        /// A request by POST.
        ///
        /// @param body JSON; empty where the call has none
        public record Call(String path, String body) {}
    }

    /// The command of a process that loads the weights and lends them to engines of this kind;
    /// absent where there is none.
    default Optional<LaunchCommand> daemon(EngineSpec spec, LaunchSite site) {
        return Optional.empty();
    }

    /// The argument that says how many requests it computes at once; absent where there is none.
    default Optional<String> placesArgument() {
        return Optional.empty();
    }

    /// Where a request's id is posted, as `rid`, to cancel it; absent where closing its connection
    /// cancels it at once.
    default Optional<String> abortPath() {
        return Optional.empty();
    }

    /// Whether a closed connection cancels only answers that are streamed.
    default boolean cancelsOnlyStreams() {
        return false;
    }

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
