package dev.stoker.engine;

import dev.stoker.engine.Compute.Parallelism;
import dev.stoker.engine.file.FileRules;
import dev.stoker.engine.launch.Argv;
import dev.stoker.engine.launch.LaunchCommand;
import dev.stoker.engine.launch.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// TensorRT-LLM: `trtllm-serve MODEL`.
///
/// What the operator writes goes into its file of API options, which wins over its command line;
/// like SGLang, it answers to any model name.
public record TensorRtLlm() implements EngineDialect {
    private static final String BACKEND = "backend";
    private static final FileRules RULES =
            FileRules.forGpus()
                    .unused(FileRules.ONE_NODE, "nodes")
                    .instead("model.path", "model")
                    .instead("model.revision", "revision")
                    .instead("model.served-names", "served-model-name")
                    .instead("model.weights", "load-format")
                    .instead("model.precision", "dtype")
                    .instead("parallelism.tensor", "tp-size", "tensor-parallel-size")
                    .instead("parallelism.pipeline", "pp-size", "pipeline-parallel-size")
                    .instead("parallelism.expert", "ep-size", "moe-expert-parallel-size")
                    .instead("its settings under args", "config", "extra-llm-api-options")
                    .because(FileRules.LOOPBACK, "host")
                    .because(FileRules.FREE_PORT, "port")
                    .unused("write args.speculative_config", "speculation")
                    .unused("run one engine a copy", "parallelism.data");

    @Override
    public String kind() {
        return "tensorrt-llm";
    }

    @Override
    public FileRules fileRules() {
        return RULES;
    }

    @Override
    public LaunchCommand command(EngineSpec spec, LaunchSite site) {
        Model model = spec.model();
        Parallelism parallelism = spec.compute().parallelism();
        Settings options = new Settings(site.directory().resolve("engine.yaml"), options(spec));
        List<String> argv =
                Argv.of(spec.program().commandOr("trtllm-serve"))
                        .add(model.path())
                        .option("--backend", backend(spec))
                        .option("--extra_llm_api_options", options.file())
                        .option("--revision", model.revision())
                        .option("--tp_size", parallelism.tensor())
                        .optionIf(parallelism.pipeline() > 1, "--pp_size", parallelism.pipeline())
                        .optionIf(parallelism.expert() > 1, "--ep_size", parallelism.expert())
                        .option("--host", site.host())
                        .option("--port", site.port())
                        .words();
        return new LaunchCommand(argv, spec.hubEnvironment(site).variables(), options.files());
    }

    private static Object backend(EngineSpec spec) {
        return spec.program().args().getOrDefault(BACKEND, "pytorch");
    }

    private static Map<String, Object> options(EngineSpec spec) {
        Map<String, Object> options = new LinkedHashMap<>(spec.program().args());
        options.remove(BACKEND);
        spec.model().precision().dtype().ifPresent(dtype -> options.put("dtype", dtype));
        if (spec.model().dummy()) {
            options.put("load_format", "dummy");
        }
        return options;
    }

    @Override
    public Optional<String> distribution() {
        return Optional.of("tensorrt_llm");
    }

    /// Its `/metrics` answers JSON and forgets what it has told, so Stoker leaves it alone. Its
    /// `/metrics` is JSON, and empties what it tells.
    @Override
    public String metricsPath() {
        return "/prometheus/metrics";
    }

    @Override
    public EngineMetrics metrics() {
        return EngineMetrics.none();
    }

    @Override
    public List<LoadPhase> phases() {
        return List.of(
                LoadPhase.of(15, "loading weights", "[Ll]oading weights|Prefetching .* checkpoint"),
                LoadPhase.of(55, "preparing kernels", "Model init total"),
                LoadPhase.of(75, "warming up", "[Ww]armup"),
                LoadPhase.of(99, "answering a first request", "Application startup complete"));
    }

    /// Its workers are MPI ranks, which their leader must end in order.
    @Override
    public StopRecipe stop() {
        return StopRecipe.LEADER;
    }

    @Override
    public RequestHeaders headers() {
        return RequestHeaders.none();
    }
}
