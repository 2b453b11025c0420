package dev.stoker.engine;

import dev.stoker.engine.file.FileRules;
import dev.stoker.engine.launch.LaunchCommand;
import java.util.List;
import java.util.Map;

/// Any other server with an OpenAI-compatible API: the operator writes the whole command, with
/// `${host}`, `${port}` and `${model}` where Stoker's choices belong.
public record Custom() implements EngineDialect {
    private static final FileRules RULES =
            FileRules.forProcessor()
                    .unused("write command", "program", "args", "parallelism", "speculation")
                    .unused("name it in command", "model.revision");

    @Override
    public String kind() {
        return "custom";
    }

    @Override
    public FileRules fileRules() {
        return RULES;
    }

    @Override
    public LaunchCommand command(EngineSpec spec, LaunchSite site) {
        List<String> argv =
                spec.program().command().stream().map(word -> fill(word, spec, site)).toList();
        return new LaunchCommand(argv, spec.environment(site).variables(), Map.of());
    }

    private static String fill(String word, EngineSpec spec, LaunchSite site) {
        return word.replace("${host}", site.host())
                .replace("${port}", String.valueOf(site.port()))
                .replace("${model}", spec.model().path());
    }

    @Override
    public EngineMetrics metrics() {
        return EngineMetrics.none();
    }

    @Override
    public List<LoadPhase> phases() {
        return List.of();
    }

    @Override
    public RequestHeaders headers() {
        return RequestHeaders.none();
    }
}
