package dev.stoker.engine;

import dev.stoker.engine.launch.AwaitSockets;
import dev.stoker.engine.launch.ChildEnvironment;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// One engine as the operator wrote it, complete and free of contradictions.
///
/// @param name unique in a catalog; the file's name without its extension unless the file says
///   otherwise
public record EngineSpec(
        String name, Program program, Model model, Compute compute, Operation operation) {
    /// What an engine may be called: also a label of metrics and a part of paths.
    public static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]*");

    private static final EngineDialect.LoadPhase WAITING =
            EngineDialect.LoadPhase.of(
                    1, "waiting for its weight daemon", AwaitSockets.MARK + "waiting");

    public EngineSpec {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("name must match %s: %s".formatted(NAME, name));
        }
    }

    /// What is executed: the kind of engine, the arguments passed to it as they are, its
    /// environment.
    ///
    /// @param command the words that start it; empty for those the kind is known by
    /// @param args in the operator's order; values are strings, numbers, booleans, lists and maps
    /// @param build what is made before; empty for engines that load what they find
    public record Program(
            EngineDialect dialect,
            List<String> command,
            Map<String, Object> args,
            Map<String, String> environment,
            Optional<Build> build) {
        public Program {
            command = List.copyOf(command);
            args = Collections.unmodifiableMap(new LinkedHashMap<>(args));
            environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        }

        /// Of an engine that loads what it finds.
        public Program(
                EngineDialect dialect,
                List<String> command,
                Map<String, Object> args,
                Map<String, String> environment) {
            this(dialect, command, args, environment, Optional.empty());
        }

        public Program(
                EngineDialect dialect, Map<String, Object> args, Map<String, String> environment) {
            this(dialect, List.of(), args, environment, Optional.empty());
        }

        /// For logs: variables by name only, as their values may be secret.
        @Override
        public String toString() {
            return "%s command=%s args=%s environment=%s"
                    .formatted(dialect.kind(), command, args, environment.keySet());
        }

        List<String> commandOr(String... usual) {
            return command.isEmpty() ? List.of(usual) : command;
        }
    }

    /// Whether it is to sleep when nobody asks it, which some engines must know at their launch.
    boolean sleeps() {
        return operation.idle().action() == Operation.IdleSettings.Action.SLEEP;
    }

    public EngineDialect dialect() {
        return program.dialect();
    }

    /// Whether a request for this model name is for this engine.
    public boolean serves(String modelName) {
        return !follows() && !isDaemon() && model.servedNames().contains(modelName);
    }

    /// Whether it is the part of an engine that computes for a head on another machine.
    public boolean follows() {
        return compute.nodes().rank() > 0;
    }

    /// Whether it only holds weights in GPU memory, for engines that map them.
    public boolean isDaemon() {
        return dialect() instanceof WeightDaemon;
    }

    /// Processes that compute on GPUs of this machine, one a GPU.
    public int ranks() {
        return compute.nodes().share(dialect().gpus(compute.parallelism(), program.args()));
    }

    /// Requests that it computes at once; empty where its file does not say so, or where it has
    /// several copies of the model, which some engines count together and some each for itself.
    public OptionalInt places() {
        boolean alone = compute.parallelism().data() == 1;
        return dialect().placesArgument().map(program.args()::get).stream()
                .filter(count -> alone && count instanceof Number)
                .mapToInt(count -> ((Number) count).intValue())
                .findFirst();
    }

    /// Those that share their GPUs: engines and the weight daemon that they map from.
    public String gpuGroup() {
        return model.keeper().orElse(name);
    }

    /// Log lines that tell how far a start has come: those of the build, or of the waiting for a
    /// weight daemon, then the engine's own.
    public List<EngineDialect.LoadPhase> phases() {
        return Stream.of(
                        program.build().stream().flatMap(build -> build.phases().stream()),
                        model.keeper().stream().map(_ -> WAITING),
                        dialect().phases().stream())
                .flatMap(Function.identity())
                .toList();
    }

    /// This engine with what its build has made in place of its model.
    public EngineSpec launchedFrom(Path made) {
        Model built =
                new Model(
                        made.toString(),
                        Optional.empty(),
                        model.servedNames(),
                        model.precision(),
                        model.weights());
        return new EngineSpec(name, program, built, compute, operation);
    }

    /// The variables that every kind of engine gets: the operator's, and the GPUs it may see.
    ChildEnvironment environment(LaunchSite site) {
        return ChildEnvironment.of(program.environment(), site.environment())
                .devices(site.visibleDevices(compute.gpus()));
    }

    /// As [#environment], for engines that load from the hub. A missing weight is then a clear
    /// failure rather than an hour's download; dummy weights still need the model's configuration.
    ChildEnvironment hubEnvironment(LaunchSite site) {
        return model.dummy()
                ? environment(site)
                : environment(site).unlessSet("HF_HUB_OFFLINE", "1");
    }
}
