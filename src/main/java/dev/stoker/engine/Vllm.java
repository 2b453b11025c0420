package dev.stoker.engine;

import dev.stoker.engine.Compute.Nodes;
import dev.stoker.engine.Compute.Parallelism;
import dev.stoker.engine.Compute.Speculation;
import dev.stoker.engine.file.FileRules;
import dev.stoker.engine.file.VllmRules;
import dev.stoker.engine.launch.Argv;
import dev.stoker.engine.launch.ChildEnvironment;
import dev.stoker.engine.launch.LaunchCommand;
import dev.stoker.engine.launch.Settings;
import dev.stoker.engine.launch.WeightSockets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/// vLLM: `vllm serve MODEL`.
public record Vllm() implements EngineDialect {
    private static final double USUAL_GPU_SHARE = 0.92; // release 0.32

    @Override
    public String kind() {
        return "vllm";
    }

    @Override
    public FileRules fileRules() {
        return VllmRules.ALL;
    }

    /// It refuses to start unless that share is free.
    @Override
    public OptionalDouble gpuShare(Map<String, Object> args) {
        Object written =
                args.getOrDefault("gpu-memory-utilization", args.get("gpu_memory_utilization"));
        return OptionalDouble.of(
                written instanceof Number share ? share.doubleValue() : USUAL_GPU_SHARE);
    }

    /// It keeps what Inductor makes below its own root.
    @Override
    public Map<String, String> caches() {
        return Map.of(
                "VLLM_CACHE_ROOT", "vllm",
                "TRITON_CACHE_DIR", "triton",
                "FLASHINFER_WORKSPACE_BASE", "flashinfer",
                "CUDA_CACHE_PATH", "cuda");
    }

    @Override
    public LaunchCommand command(EngineSpec spec, LaunchSite site) {
        Model model = spec.model();
        Optional<String> kept =
                model.keeper()
                        .map(_ ->
                                new WeightSockets(site.sockets())
                                        .forVllm(spec.operation().startTimeout()));
        String format = kept.isPresent() ? "ipc_cache" : model.loadFormat();
        Settings settings =
                Settings.flat(site.directory().resolve("engine.yaml"), spec.program().args());
        Argv argv =
                Argv.of(spec.program().commandOr("vllm"))
                        .add("serve", model.path())
                        .option("--config", settings.file())
                        .option("--revision", model.revision())
                        .add("--served-model-name")
                        .add(model.servedNames().toArray(String[]::new))
                        .option("--load-format", format)
                        .option("--model-loader-extra-config", kept)
                        .option("--dtype", model.precision().dtype());
        split(argv, spec.compute().parallelism());
        join(argv, spec.compute().nodes());
        argv.option("--speculative-config", spec.compute().speculation().map(Vllm::json))
                .option("--host", site.host())
                .option("--port", site.port())
                .option("--scheduling-policy", "priority")
                .addIf(spec.sleeps(), "--enable-sleep-mode");
        return new LaunchCommand(argv.words(), environment(spec, site), settings.files());
    }

    /// `vllm preload`, since release 0.32.
    @Override
    public Optional<LaunchCommand> daemon(EngineSpec spec, LaunchSite site) {
        Argv argv =
                Argv.of(spec.program().commandOr("vllm"))
                        .add("preload")
                        .option("--model", spec.model().path())
                        .option("--revision", spec.model().revision())
                        .option("--load-format", spec.model().loadFormat())
                        .option("--dtype", spec.model().precision().dtype());
        split(argv, spec.compute().parallelism());
        argv.option("--speculative-config", spec.compute().speculation().map(Vllm::json))
                .option("--weight-cache-socket-dir", site.sockets())
                .flagsWithLists(spec.program().args());
        return Optional.of(new LaunchCommand(argv.words(), environment(spec, site), Map.of()));
    }

    /// Its calls to sleep and wake belong to a mode for developers, harmless on loopback.
    private static Map<String, String> environment(EngineSpec spec, LaunchSite site) {
        ChildEnvironment environment =
                spec.hubEnvironment(site).unlessSet("VLLM_NO_USAGE_STATS", "1");
        return spec.sleeps()
                ? environment.unlessSet("VLLM_SERVER_DEV_MODE", "1").variables()
                : environment.variables();
    }

    /// Releases 0.26 to 0.32.
    @Override
    public Optional<Pattern> workers() {
        return Optional.of(Pattern.compile("VLLM::(EngineCore|Worker)"));
    }

    @Override
    public Optional<String> distribution() {
        return Optional.of("vllm");
    }

    @Override
    public Optional<List<String>> manual(EngineSpec spec) {
        return Optional.of(
                Argv.of(spec.program().commandOr("vllm")).add("serve", "--help=all").words());
    }

    private static void split(Argv argv, Parallelism parallelism) {
        argv.option("--tensor-parallel-size", parallelism.tensor())
                .optionIf(
                        parallelism.pipeline() > 1,
                        "--pipeline-parallel-size",
                        parallelism.pipeline())
                .optionIf(parallelism.data() > 1, "--data-parallel-size", parallelism.data())
                .addIf(parallelism.expert() > 1, "--enable-expert-parallel");
    }

    /// Only the head opens a port for requests.
    private static void join(Argv argv, Nodes nodes) {
        argv.optionIf(nodes.several(), "--nnodes", nodes.count())
                .optionIf(nodes.several(), "--node-rank", nodes.rank())
                .optionIf(nodes.several(), "--master-addr", nodes.head())
                .optionIf(nodes.several(), "--master-port", nodes.port())
                .addIf(nodes.rank() > 0, "--headless");
    }

    private static String json(Speculation speculation) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("method", speculation.algorithm());
        fields.put("num_speculative_tokens", speculation.steps());
        speculation.draftModel().ifPresent(model -> fields.put("model", model));
        return Settings.json(fields);
    }

    @Override
    public EngineMetrics metrics() {
        return EngineMetrics.of(
                        "vllm:num_requests_running",
                        "vllm:num_requests_waiting",
                        "vllm:kv_cache_usage_perc",
                        "vllm:iteration_tokens_total_count")
                .with(
                        new EngineMetrics.Totals(
                                Optional.of("vllm:prompt_tokens_total"),
                                Optional.of("vllm:generation_tokens_total"),
                                Optional.of("vllm:num_preemptions_total")));
    }

    @Override
    public List<LoadPhase> phases() {
        return List.of(
                LoadPhase.of(10, "starting workers", "Initializing a V1 LLM engine"),
                LoadPhase.of(15, "loading weights", "Starting to load model "),
                LoadPhase.of(50, "compiling", "(Loading weights|Model loading) took "),
                LoadPhase.of(
                        75, "allocating the KV cache", "Available KV cache memory|KV cache size:"),
                LoadPhase.of(80, "capturing CUDA graphs", "Capturing CUDA graphs"),
                LoadPhase.of(92, "starting the server", "Graph capturing finished|init engine \\("),
                LoadPhase.of(97, "opening the port", "Starting vLLM server on "),
                LoadPhase.of(99, "answering a first request", "Application startup complete"));
    }

    /// Weights go to the machine's memory, the KV cache goes altogether.
    @Override
    public Optional<Nap> nap() {
        return Optional.of(
                new Nap(
                        new Nap.Call("/sleep?level=1&mode=wait", ""),
                        new Nap.Call("/wake_up", "")));
    }

    @Override
    public Optional<String> placesArgument() {
        return Optional.of("max-num-seqs");
    }

    @Override
    public RequestHeaders headers() {
        return new RequestHeaders(Optional.of("X-Request-Id"), Optional.of("X-Vllm-Priority"), "1");
    }
}
