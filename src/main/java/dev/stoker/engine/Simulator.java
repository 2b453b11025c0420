package dev.stoker.engine;

import dev.stoker.engine.file.FileRules;
import dev.stoker.engine.launch.Argv;
import dev.stoker.engine.launch.LaunchCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Stoker's own engine without a GPU, run by the Java that runs Stoker; it behaves as vLLM does.
///
/// `STOKER_PROGRAM_PATH` names the class path that holds it, and `STOKER_JAVA` another Java.
public record Simulator() implements EngineDialect {
    private static final EngineDialect VLLM = new Vllm();
    private static final FileRules RULES =
            FileRules.forProcessor()
                    .instead("model.served-names", "model")
                    .because(FileRules.FREE_PORT, "port")
                    .unused("the simulator runs on the processor", "gpus", "parallelism")
                    .unused("it is a part of Stoker", "program", "command")
                    .unused("nothing is loaded", "model.revision")
                    .unused("set args.decode-tokens-per-second", "speculation");

    @Override
    public String kind() {
        return "simulator";
    }

    @Override
    public FileRules fileRules() {
        return RULES;
    }

    @Override
    public LaunchCommand command(EngineSpec spec, LaunchSite site) {
        Argv argv =
                Argv.of(List.of(java(site)))
                        .add("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m")
                        .option("-cp", classPath(site))
                        .add("dev.stoker.simulator.Simulator")
                        .option("--port", site.port());
        spec.model().servedNames().forEach(name -> argv.option("--model", name));
        argv.pairs(spec.program().args());
        return new LaunchCommand(argv.words(), spec.environment(site).variables(), Map.of());
    }

    private static String java(LaunchSite site) {
        String home = System.getProperty("java.home", "");
        // A native image has no Java of its own.
        String own = home.isEmpty() ? "java" : Path.of(home, "bin", "java").toString();
        return site.environment().getOrDefault("STOKER_JAVA", own);
    }

    private static String classPath(LaunchSite site) {
        return site.environment()
                .getOrDefault("STOKER_PROGRAM_PATH", System.getProperty("java.class.path", ""));
    }

    @Override
    public EngineMetrics metrics() {
        return VLLM.metrics();
    }

    @Override
    public List<LoadPhase> phases() {
        return VLLM.phases();
    }

    @Override
    public Optional<Nap> nap() {
        return VLLM.nap();
    }

    @Override
    public Optional<String> placesArgument() {
        return Optional.of("max-running");
    }

    @Override
    public RequestHeaders headers() {
        return VLLM.headers();
    }
}
