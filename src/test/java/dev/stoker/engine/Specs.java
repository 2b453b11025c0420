package dev.stoker.engine;

import dev.stoker.engine.Compute.GpuRequest;
import dev.stoker.engine.Compute.Parallelism;
import dev.stoker.engine.Compute.Speculation;
import dev.stoker.engine.Model.Precision;
import dev.stoker.engine.Model.Weights;
import dev.stoker.engine.Operation.IdleSettings;
import dev.stoker.engine.launch.LaunchCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Specs for tests, one difference at a time.
final class Specs {
    private EngineSpec.Program program;
    private Model model =
            new Model(
                    "acme/model",
                    Optional.of("0123abc"),
                    List.of("acme/model", "llm"),
                    Precision.AUTO,
                    new Weights.Checkpoint());
    private Compute compute =
            new Compute(new Parallelism(1, 1, 1, 1), new GpuRequest.Count(1), Optional.empty());

    private Operation operation = Operation.DEFAULTS;

    private Specs(EngineDialect dialect) {
        program = new EngineSpec.Program(dialect, Map.of(), Map.of());
    }

    static Specs of(EngineDialect dialect) {
        return new Specs(dialect);
    }

    static LaunchSite site(Map<String, String> environment) {
        return new LaunchSite(4000, Path.of("/run/1"), List.of(2, 5), environment);
    }

    Specs command(String... words) {
        program =
                new EngineSpec.Program(
                        program.dialect(), List.of(words), program.args(), program.environment());
        return this;
    }

    Specs args(Map<String, Object> args) {
        program =
                new EngineSpec.Program(
                        program.dialect(), program.command(), args, program.environment());
        return this;
    }

    Specs environment(Map<String, String> environment) {
        program =
                new EngineSpec.Program(
                        program.dialect(), program.command(), program.args(), environment);
        return this;
    }

    Specs precision(Precision precision) {
        model =
                new Model(
                        model.path(),
                        model.revision(),
                        model.servedNames(),
                        precision,
                        model.weights());
        return this;
    }

    Specs dummy() {
        model =
                new Model(
                        model.path(),
                        model.revision(),
                        model.servedNames(),
                        model.precision(),
                        new Weights.Dummy());
        return this;
    }

    /// Maps its weights from a daemon of that name.
    Specs keptBy(String daemon) {
        model =
                new Model(
                        model.path(),
                        model.revision(),
                        model.servedNames(),
                        model.precision(),
                        new Weights.Kept(daemon, false));
        return this;
    }

    Specs split(int tensor, int pipeline, int data, int expert) {
        compute =
                new Compute(
                        new Parallelism(tensor, pipeline, data, expert),
                        compute.gpus(),
                        compute.speculation());
        return this;
    }

    Specs gpus(GpuRequest gpus) {
        compute = new Compute(compute.parallelism(), gpus, compute.speculation());
        return this;
    }

    Specs speculation(Speculation speculation) {
        compute = new Compute(compute.parallelism(), compute.gpus(), Optional.of(speculation));
        return this;
    }

    /// Sleeps when nobody asks it.
    Specs sleeping() {
        Operation usual = Operation.DEFAULTS;
        operation =
                new Operation(
                        usual.startTimeout(),
                        usual.drainTimeout(),
                        usual.health(),
                        usual.restart(),
                        new IdleSettings(IdleSettings.Action.SLEEP, Duration.ofMinutes(10)));
        return this;
    }

    EngineSpec spec() {
        return new EngineSpec("engine", program, model, compute, operation);
    }

    LaunchCommand launch() {
        return launch(Map.of());
    }

    LaunchCommand launch(Map<String, String> environment) {
        EngineSpec spec = spec();
        return spec.dialect().command(spec, site(environment));
    }

    /// The launch's arguments as one line.
    String line() {
        return String.join(" ", launch().argv());
    }
}
