package dev.stoker.supervisor.run;

import static java.lang.System.Logger.Level.WARNING;

import dev.stoker.engine.EngineSpec;
import dev.stoker.engine.LaunchSite;
import dev.stoker.engine.launch.LaunchCommand;
import dev.stoker.supervisor.CrashCause;
import dev.stoker.supervisor.gpu.GpuGrant;
import dev.stoker.supervisor.gpu.GpuMemory;
import dev.stoker.supervisor.memory.StartEstimate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Gets everything ready for one run: GPUs, a fresh port, empty directories, the command.
final class PrepareRun {
    private static final System.Logger LOG = System.getLogger(PrepareRun.class.getName());

    private final Supplier<EngineSpec> described;
    private final Equipment equipment;
    private final FleetSettings settings;

    /// Ready to launch, or why not.
    sealed interface Result {}

    /// @param memory of the run's GPUs as it was before the launch
    record Prepared(EngineRun.Order order, GpuMemory memory) implements Result {}

    record Refused(CrashCause cause, String detail) implements Result {}

    /// @param described the engine as it is described when a run is prepared
    PrepareRun(Supplier<EngineSpec> described, Equipment equipment, FleetSettings settings) {
        this.described = described;
        this.equipment = equipment;
        this.settings = settings;
    }

    /// @throws IOException when a directory cannot be emptied
    Result next(long run) throws IOException {
        EngineSpec spec = described.get();
        List<String> problems = equipment.commands().problems(spec);
        if (!problems.isEmpty()) {
            return new Refused(CrashCause.BAD_FLAG, String.join("; ", problems));
        }
        return switch (equipment
                .gpus()
                .assign(spec.name(), spec.gpuGroup(), spec.compute().gpus())) {
            case GpuGrant.Refused(String detail) -> new Refused(CrashCause.GPUS_MISSING, detail);
            case GpuGrant.Granted(List<Integer> gpus) -> onThese(spec, gpus, run);
        };
    }

    private Result onThese(EngineSpec spec, List<Integer> gpus, long run) throws IOException {
        boolean borrows = spec.model().keeper().isPresent();
        GpuMemory memory =
                borrows || spec.isDaemon()
                        ? equipment.gpus().sharedMemory(gpus)
                        : equipment.gpus().memory(gpus);
        // what its weight daemon holds counts as its own share
        OptionalDouble share =
                borrows ? OptionalDouble.empty() : spec.dialect().gpuShare(spec.program().args());
        Optional<String> shortage =
                share.isPresent() ? memory.shortage(share.getAsDouble()) : Optional.empty();
        return shortage.isPresent()
                ? new Refused(CrashCause.GPU_TAKEN, shortage.get())
                : new Prepared(order(spec, run, gpus), memory);
    }

    private EngineRun.Order order(EngineSpec spec, long run, List<Integer> gpus)
            throws IOException {
        RunPlace place = RunPlace.of(settings.stateDirectory(), spec.name());
        place.empty();
        var site =
                new LaunchSite(
                        equipment.memory().ports().next(),
                        place.directory(),
                        gpus,
                        settings.environment(),
                        RunPlace.of(settings.stateDirectory(), spec.gpuGroup()).scratch());
        Map<String, String> environment = new HashMap<>(place.environment());
        environment.putAll(onlySeeing(gpus));
        removeUnused(equipment.commands().buildOutput(spec, site));
        LaunchCommand command = under(environment, equipment.commands().command(spec, site));
        StartEstimate estimate = equipment.memory().starts().estimate(key(spec, gpus));
        return new EngineRun.Order(spec, run, site, command, estimate);
    }

    /// An engine runs though the disk is not tidied.
    private static void removeUnused(Optional<Path> output) {
        if (output.isEmpty()) {
            return;
        }
        try {
            new BuildOutputs(output.get(), InstantSource.system()).removeUnused();
        } catch (IOException | UncheckedIOException e) {
            LOG.log(WARNING, "unused builds not removed beside={0} {1}", output.get(), e);
        }
    }

    /// Numbers GPUs as `nvidia-smi` does.
    private static Map<String, String> onlySeeing(List<Integer> gpus) {
        return gpus.isEmpty()
                ? Map.of()
                : Map.of(
                        "CUDA_DEVICE_ORDER",
                        "PCI_BUS_ID",
                        "CUDA_VISIBLE_DEVICES",
                        gpus.stream().map(String::valueOf).collect(Collectors.joining(",")));
    }

    /// What the operator set himself stays.
    private static LaunchCommand under(Map<String, String> environment, LaunchCommand command) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(command.environment());
        return new LaunchCommand(command.argv(), all, command.files());
    }

    /// The engine and its flags, whatever port and directory it got.
    private String key(EngineSpec spec, List<Integer> gpus) {
        var nowhere = new LaunchSite(0, Path.of("engine"), gpus, settings.environment());
        LaunchCommand command = equipment.commands().command(spec, nowhere);
        return spec.name()
                + "-"
                + RunPlace.digest(command.argv() + "" + new TreeMap<>(command.files()));
    }
}
