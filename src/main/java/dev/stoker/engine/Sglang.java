package dev.stoker.engine;

import dev.stoker.engine.Compute.Nodes;
import dev.stoker.engine.Compute.Parallelism;
import dev.stoker.engine.Compute.Speculation;
import dev.stoker.engine.file.FileRules;
import dev.stoker.engine.file.SglangRules;
import dev.stoker.engine.launch.Argv;
import dev.stoker.engine.launch.ChildEnvironment;
import dev.stoker.engine.launch.LaunchCommand;
import dev.stoker.engine.launch.WeightSockets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// SGLang: `python -m sglang.launch_server`.
///
/// It takes one served name; as it answers to any, aliases need not reach it. What the operator
/// wrote goes onto its command line: its settings file refuses flags that have an older name, too
/// (`cuda-graph-max-bs-decode` in release 0.5.17).
public record Sglang() implements EngineDialect {
    @Override
    public String kind() {
        return "sglang";
    }

    @Override
    public FileRules fileRules() {
        return SglangRules.ALL;
    }

    /// With data-parallel attention the copies share the tensor-parallel GPUs.
    @Override
    public int gpus(Parallelism parallelism, Map<String, Object> args) {
        boolean shared = Boolean.TRUE.equals(args.get("enable-dp-attention"));
        return shared ? parallelism.tensor() * parallelism.pipeline() : parallelism.gpus();
    }

    @Override
    public Map<String, String> caches() {
        return Map.of(
                "TORCHINDUCTOR_CACHE_DIR", "inductor",
                "TRITON_CACHE_DIR", "triton",
                "FLASHINFER_WORKSPACE_BASE", "flashinfer",
                "SGLANG_DG_CACHE_DIR", "deep-gemm",
                "TVM_FFI_CACHE_DIR", "tvm-ffi",
                "CUDA_CACHE_PATH", "cuda");
    }

    @Override
    public LaunchCommand command(EngineSpec spec, LaunchSite site) {
        Argv argv = Argv.of(spec.program().commandOr("python", "-m", "sglang.launch_server"));
        name(argv, spec.model());
        split(argv, spec.compute().parallelism());
        join(argv, spec.compute().nodes());
        spec.compute().speculation().ifPresent(speculation -> speculate(argv, speculation));
        serve(argv, site);
        // Without the copy in the machine's memory it would wake without weights.
        argv.addIf(spec.sleeps(), "--enable-memory-saver", "--enable-weights-cpu-backup");
        boolean borrows = spec.model().keeper().isPresent();
        argv.optionIf(borrows, "--weight-cache-mode", "client")
                .flagsWithLists(spec.program().args());
        // Its health check would generate a token each time, and queue up behind long prefills.
        ChildEnvironment environment =
                spec.hubEnvironment(site)
                        .unlessSet("SGLANG_ENABLE_HEALTH_ENDPOINT_GENERATION", "0");
        Map<String, String> variables =
                borrows
                        ? new WeightSockets(site.sockets()).forSglang(environment)
                        : environment.variables();
        return new LaunchCommand(argv.words(), variables, Map.of());
    }

    /// A module of its own, seen in release 0.5.23.
    @Override
    public Optional<LaunchCommand> daemon(EngineSpec spec, LaunchSite site) {
        Argv argv =
                Argv.of(spec.program().commandOr("python", "-m", "sglang.srt.weight_cache.daemon"));
        name(argv, spec.model());
        split(argv, spec.compute().parallelism());
        argv.option("--timeout", spec.operation().startTimeout().toSeconds())
                .flagsWithLists(spec.program().args());
        Map<String, String> variables =
                new WeightSockets(site.sockets()).forSglang(spec.hubEnvironment(site));
        return Optional.of(new LaunchCommand(argv.words(), variables, Map.of()));
    }

    private static void name(Argv argv, Model model) {
        argv.option("--model-path", model.path())
                .option("--revision", model.revision())
                .option("--served-model-name", model.name())
                .option("--load-format", model.loadFormat())
                .option("--dtype", model.precision().dtype());
    }

    private static void split(Argv argv, Parallelism parallelism) {
        argv.option("--tp-size", parallelism.tensor())
                .optionIf(parallelism.pipeline() > 1, "--pp-size", parallelism.pipeline())
                .optionIf(parallelism.data() > 1, "--dp-size", parallelism.data())
                .optionIf(parallelism.expert() > 1, "--ep-size", parallelism.expert());
    }

    private static void join(Argv argv, Nodes nodes) {
        argv.optionIf(nodes.several(), "--nnodes", nodes.count())
                .optionIf(nodes.several(), "--node-rank", nodes.rank())
                .optionIf(nodes.several(), "--dist-init-addr", nodes.meeting());
    }

    private static void speculate(Argv argv, Speculation speculation) {
        argv.option("--speculative-algorithm", speculation.algorithm())
                .option("--speculative-num-steps", speculation.steps())
                .option("--speculative-eagle-topk", speculation.topK())
                .option("--speculative-num-draft-tokens", speculation.draftTokens())
                .option("--speculative-draft-model-path", speculation.draftModel());
    }

    private static void serve(Argv argv, LaunchSite site) {
        argv.option("--host", site.host())
                .option("--port", site.port())
                .add("--enable-metrics")
                .add("--enable-priority-scheduling", "--schedule-low-priority-values-first")
                .option("--default-priority-value", 0);
    }

    /// Release 0.5.17.
    @Override
    public Optional<Pattern> workers() {
        return Optional.of(Pattern.compile("sglang::(scheduler|detokenizer)"));
    }

    @Override
    public Optional<String> distribution() {
        return Optional.of("sglang");
    }

    @Override
    public Optional<List<String>> manual(EngineSpec spec) {
        return Optional.of(
                Argv.of(spec.program().commandOr("python", "-m", "sglang.launch_server"))
                        .add("--help")
                        .words());
    }

    @Override
    public EngineMetrics metrics() {
        return EngineMetrics.of(
                        "sglang:num_running_reqs",
                        "sglang:num_queue_reqs",
                        "sglang:token_usage",
                        "sglang:realtime_tokens_total")
                .with(
                        new EngineMetrics.Totals(
                                Optional.of("sglang:prompt_tokens_total"),
                                Optional.of("sglang:generation_tokens_total"),
                                Optional.empty()));
    }

    @Override
    public List<LoadPhase> phases() {
        return List.of(
                LoadPhase.of(10, "starting workers", "Init (parallel|torch distributed) begin"),
                LoadPhase.of(15, "loading weights", "Load weight begin"),
                LoadPhase.of(60, "allocating the KV cache", "Load weight end"),
                LoadPhase.of(70, "preparing kernels", "Memory pool end"),
                LoadPhase.of(75, "capturing CUDA graphs", "Capture .*CUDA graph begin"),
                LoadPhase.of(90, "starting the server", "Capture .*CUDA graph end"),
                LoadPhase.of(95, "warming up", "Application startup complete"),
                LoadPhase.of(99, "answering a first request", "The server is fired up"));
    }

    @Override
    public Optional<Nap> nap() {
        return Optional.of(
                new Nap(
                        new Nap.Call("/release_memory_occupation", "{}"),
                        new Nap.Call("/resume_memory_occupation", "{}")));
    }

    @Override
    public Optional<String> placesArgument() {
        return Optional.of("max-running-requests");
    }

    @Override
    public RequestHeaders headers() {
        return new RequestHeaders(
                Optional.of("x-override-rid"), Optional.of("x-override-priority"), "1");
    }

    /// It looks after closed connections of whole answers only every few seconds.
    @Override
    public Optional<String> abortPath() {
        return Optional.of("/abort_request");
    }
}
