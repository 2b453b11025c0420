package dev.stoker.engine;

import dev.stoker.engine.file.FileRules;
import dev.stoker.engine.launch.Argv;
import dev.stoker.engine.launch.LaunchCommand;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// llama.cpp: `llama-server -m MODEL.gguf`; it answers to any model name.
public record LlamaCpp() implements EngineDialect {
    private static final FileRules RULES =
            FileRules.forProcessor()
                    .instead("model.path", "model", "m")
                    .instead("model.served-names", "alias", "a")
                    .because(FileRules.LOOPBACK, "host")
                    .because(FileRules.FREE_PORT, "port")
                    .because(FileRules.KEYS, "api-key", "api-key-file")
                    .because(FileRules.METRICS, "metrics")
                    .because("templates are always applied", "jinja")
                    .because("the engine's own page stays off", "webui", "no-webui")
                    .unused("write program", "command")
                    .unused("a GGUF file has none", "model.revision")
                    .unused("write args.split-mode", "parallelism")
                    .unused("write args.model-draft", "speculation");

    @Override
    public String kind() {
        return "llama-cpp";
    }

    @Override
    public FileRules fileRules() {
        return RULES;
    }

    @Override
    public LaunchCommand command(EngineSpec spec, LaunchSite site) {
        List<String> argv =
                Argv.of(spec.program().commandOr("llama-server"))
                        .option("-m", spec.model().path())
                        .option("--alias", spec.model().name())
                        .flags(spec.program().args())
                        .option("--host", site.host())
                        .option("--port", site.port())
                        .add("--metrics", "--jinja", "--no-webui")
                        .words();
        return new LaunchCommand(argv, spec.environment(site).variables(), Map.of());
    }

    @Override
    public Optional<List<String>> manual(EngineSpec spec) {
        return Optional.of(Argv.of(spec.program().commandOr("llama-server")).add("--help").words());
    }

    /// The heartbeat counts decodes: its token counters stand still until a request has ended.
    @Override
    public EngineMetrics metrics() {
        return new EngineMetrics(
                Optional.of("llamacpp:requests_processing"),
                Optional.of("llamacpp:requests_deferred"),
                Optional.empty(),
                Optional.of("llamacpp:n_decode_total"),
                new EngineMetrics.Totals(
                        Optional.of("llamacpp:prompt_tokens_total"),
                        Optional.of("llamacpp:tokens_predicted_total"),
                        Optional.empty()));
    }

    @Override
    public List<LoadPhase> phases() {
        return List.of(
                LoadPhase.of(10, "loading weights", "load_model: loading model"),
                LoadPhase.of(80, "preparing slots", "load_model: initializing"),
                LoadPhase.of(95, "opening the port", "model loaded"),
                LoadPhase.of(99, "answering a first request", "listening on http://"));
    }

    @Override
    public RequestHeaders headers() {
        return RequestHeaders.none();
    }

    /// For a whole answer it looks only when no other result has come for a second, which on a busy
    /// server is never.
    @Override
    public boolean cancelsOnlyStreams() {
        return true;
    }
}
