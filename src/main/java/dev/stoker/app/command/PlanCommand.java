package dev.stoker.app.command;

import dev.stoker.engine.Compute.GpuRequest;
import dev.stoker.engine.EngineSpec;
import dev.stoker.engine.catalog.CatalogLoader;
import dev.stoker.engine.catalog.InvalidCatalog;
import dev.stoker.plan.KnownGpu;
import dev.stoker.plan.MemoryPlan;
import dev.stoker.plan.NoPlan;
import dev.stoker.plan.PlanReport;
import dev.stoker.supervisor.gpu.Gpu;
import dev.stoker.supervisor.gpu.NvidiaSmi;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `stoker plan`: whether engines fit on their GPUs, before any of them is launched.
@Command(
        name = "plan",
        description = "Reckon whether an engine's model fits on its GPUs; nothing is launched.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:every engine fits", "1:one does not", "2:nothing could be said"})
final class PlanCommand implements Callable<Integer> {
    private static final int MIB_SHIFT = 20;
    private static final int UNKNOWN = 2;

    /// What is reckoned with.
    ///
    /// @param memory in bytes
    private record Target(String name, long memory, int visible) {}

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "engine files or directories")
    private List<Path> files = List.of();

    @Option(
            names = "--gpu",
            paramLabel = "NAME",
            description = "a GPU to reckon with; default: the smallest of this machine")
    private Optional<String> gpu = Optional.empty();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "the model's config.json; default: with the model, or in the hub's cache")
    private Optional<Path> config = Optional.empty();

    @Option(
            names = "--hub",
            paramLabel = "DIR",
            defaultValue =
                    "${env:HF_HUB_CACHE:-${env:HF_HOME:-${env:HOME:-${sys:user.home}}/.cache/huggingface}/hub}",
            description = "the hub's cache; default: ${DEFAULT-VALUE}")
    private Path hub = Path.of("");

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        try {
            Target target = target();
            boolean allFit = true;
            for (EngineSpec engine : new CatalogLoader(System.getenv()).load(files).engines()) {
                allFit &= fits(engine, target);
            }
            return allFit ? 0 : 1;
        } catch (NoPlan | InvalidCatalog e) {
            err.println("stoker: " + e.getMessage());
            return UNKNOWN;
        } finally {
            spec.commandLine().getOut().flush();
        }
    }

    private boolean fits(EngineSpec engine, Target target) {
        PrintWriter out = spec.commandLine().getOut();
        if (engine.compute().gpus() instanceof GpuRequest.None) {
            out.println(engine.name() + ": needs no GPU");
            return true;
        }
        MemoryPlan plan =
                config.map(file -> MemoryPlan.withConfig(engine, file, target.memory()))
                        .orElseGet(() -> MemoryPlan.of(engine, hub, target.memory()));
        PlanReport.of(plan, target.name()).forEach(out::println);
        int wanted = engine.compute().parallelism().gpus();
        if (wanted > target.visible()) {
            out.println(
                    "does not fit: %d GPUs wanted, %d visible".formatted(wanted, target.visible()));
            return false;
        }
        return plan.fits();
    }

    private Target target() {
        if (gpu.isPresent()) {
            String name = gpu.orElseThrow();
            return KnownGpu.named(name)
                    .map(known -> new Target(known.name(), known.memory(), Integer.MAX_VALUE))
                    .orElseThrow(() ->
                            new NoPlan(
                                    "--gpu must be one of %s: %s"
                                            .formatted(KnownGpu.names(), name)));
        }
        List<Gpu> visible = new NvidiaSmi("nvidia-smi").get();
        return visible.stream()
                .min(Comparator.comparingLong(Gpu::memory))
                .map(smallest ->
                        new Target("this machine", smallest.memory() << MIB_SHIFT, visible.size()))
                .orElseThrow(() ->
                        new NoPlan(
                                "no GPU on this machine; name one with --gpu: "
                                        + KnownGpu.names()));
    }
}
