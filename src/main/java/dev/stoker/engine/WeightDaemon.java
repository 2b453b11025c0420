package dev.stoker.engine;

import dev.stoker.engine.file.FileRules;
import dev.stoker.engine.launch.LaunchCommand;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Holds weights in GPU memory and lends them to engines, which start without reading them again.
///
/// It answers no requests: a socket for each of its GPUs says that its weights can be had there.
///
/// @param engine the kind that maps from it
public record WeightDaemon(EngineDialect engine) implements EngineDialect {
    /// Stands behind the kind of its engines in its own.
    public static final String SUFFIX = "-weights";

    @Override
    public String kind() {
        return engine.kind() + SUFFIX;
    }

    @Override
    public FileRules fileRules() {
        return engine.fileRules()
                .unused("it holds them for others", "model.weights-from")
                .unused("it is never idle", "idle")
                .unused(FileRules.ONE_NODE, "nodes");
    }

    @Override
    public int gpus(Compute.Parallelism parallelism, Map<String, Object> args) {
        return engine.gpus(parallelism, args);
    }

    @Override
    public LaunchCommand command(EngineSpec spec, LaunchSite site) {
        return engine.daemon(spec, site)
                .orElseThrow(() -> new IllegalStateException(kind() + " has no command"));
    }

    @Override
    public EngineMetrics metrics() {
        return EngineMetrics.none();
    }

    @Override
    public List<LoadPhase> phases() {
        return engine.phases().stream()
                .filter(phase -> phase.name().equals("loading weights"))
                .toList();
    }

    /// A front end forks one for each GPU, and need not notice that one died.
    @Override
    public Optional<Pattern> workers() {
        return Optional.of(Pattern.compile("\\S*python\\S* -c from multiprocessing\\.spawn"));
    }

    @Override
    public Optional<String> distribution() {
        return engine.distribution();
    }

    @Override
    public RequestHeaders headers() {
        return RequestHeaders.none();
    }
}
