package dev.stoker.testkit;

import dev.stoker.engine.Compute;
import dev.stoker.engine.Compute.GpuRequest;
import dev.stoker.engine.Compute.Parallelism;
import dev.stoker.engine.Custom;
import dev.stoker.engine.EngineDialect;
import dev.stoker.engine.EngineSpec;
import dev.stoker.engine.Model;
import dev.stoker.engine.Model.Precision;
import dev.stoker.engine.Model.Weights;
import dev.stoker.engine.Operation;
import dev.stoker.engine.Operation.HealthCheck;
import dev.stoker.engine.Operation.IdleSettings;
import dev.stoker.engine.Operation.RestartSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Engines for tests: small, without GPUs, patient for seconds.
public final class EngineSpecs {
    private EngineDialect dialect = new Custom();
    private String name = "tiny";
    private List<String> servedNames = List.of("tiny", "tiny-alias");
    private GpuRequest gpus = new GpuRequest.None();
    private Duration startTimeout = Duration.ofMinutes(1);
    private Duration drainTimeout = Duration.ofSeconds(30);
    private Duration hangAfter = Duration.ofSeconds(30);
    private Duration firstDelay = Duration.ofSeconds(1);
    private Duration maxDelay = Duration.ofSeconds(60);
    private int maxCrashes = 3;
    private Optional<String> model = Optional.empty();
    private Optional<String> revision = Optional.empty();
    private IdleSettings idle = IdleSettings.DEFAULTS;
    private Map<String, Object> args = Map.of();

    private EngineSpecs() {}

    public static EngineSpecs engine() {
        return new EngineSpecs();
    }

    public EngineSpecs ofKind(EngineDialect dialect) {
        this.dialect = dialect;
        return this;
    }

    /// Serves its name and, with `-alias` behind it, another.
    public EngineSpecs named(String name) {
        this.name = name;
        return serving(name, name + "-alias");
    }

    /// Serves the model at that path, under the names it has anyway.
    public EngineSpecs ofModel(String path) {
        model = Optional.of(path);
        return this;
    }

    /// Serves exactly that commit of its model.
    public EngineSpecs pinnedTo(String commit) {
        revision = Optional.of(commit);
        return this;
    }

    public EngineSpecs serving(String... servedNames) {
        this.servedNames = List.of(servedNames);
        return this;
    }

    public EngineSpecs onGpus(GpuRequest gpus) {
        this.gpus = gpus;
        return this;
    }

    public EngineSpecs startingWithin(Duration startTimeout) {
        this.startTimeout = startTimeout;
        return this;
    }

    public EngineSpecs drainingFor(Duration drainTimeout) {
        this.drainTimeout = drainTimeout;
        return this;
    }

    public EngineSpecs hungAfter(Duration hangAfter) {
        this.hangAfter = hangAfter;
        return this;
    }

    /// Always after the same delay.
    public EngineSpecs restartedAfter(Duration delay, int maxCrashes) {
        this.firstDelay = delay;
        this.maxDelay = delay;
        this.maxCrashes = maxCrashes;
        return this;
    }

    public EngineSpecs resting(IdleSettings.Action action, Duration after) {
        this.idle = new IdleSettings(action, after);
        return this;
    }

    public EngineSpecs withArgs(Map<String, Object> args) {
        this.args = args;
        return this;
    }

    public EngineSpec build() {
        return new EngineSpec(
                name,
                new EngineSpec.Program(dialect, args, Map.of()),
                new Model(
                        model.orElse("models/" + name),
                        revision,
                        servedNames,
                        Precision.AUTO,
                        new Weights.Checkpoint()),
                new Compute(new Parallelism(1, 1, 1, 1), gpus, Optional.empty()),
                new Operation(
                        startTimeout,
                        drainTimeout,
                        new HealthCheck(Duration.ofMillis(50), Duration.ofSeconds(2), hangAfter),
                        new RestartSettings(
                                firstDelay,
                                maxDelay,
                                maxCrashes,
                                Duration.ofMinutes(10),
                                Duration.ofMinutes(5)),
                        idle));
    }
}
