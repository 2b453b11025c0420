package dev.stoker.supervisor.fleet;

import dev.stoker.engine.EngineSpec;
import dev.stoker.engine.LaunchSite;
import dev.stoker.engine.launch.LaunchCommand;
import dev.stoker.supervisor.CrashCause;
import dev.stoker.supervisor.gpu.GpuGrant;
import dev.stoker.supervisor.memory.StartEstimate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Gets everything ready for one run: GPUs, a fresh port, an empty directory, the command.
final class PrepareRun {
    private static final int KEY_LENGTH = 12;

    private final Supplier<EngineSpec> described;
    private final Equipment equipment;
    private final FleetSettings settings;

    /// Ready to launch, or why not.
    sealed interface Result {}

    record Prepared(EngineRun.Order order) implements Result {}

    record Refused(CrashCause cause, String detail) implements Result {}

    /// @param described the engine as it is described when a run is prepared
    PrepareRun(Supplier<EngineSpec> described, Equipment equipment, FleetSettings settings) {
        this.described = described;
        this.equipment = equipment;
        this.settings = settings;
    }

    /// @throws IOException when there is no free port, or the directory cannot be emptied
    Result next(long run) throws IOException {
        EngineSpec spec = described.get();
        return switch (equipment.gpus().assign(spec.name(), spec.compute().gpus())) {
            case GpuGrant.Refused(String detail) -> new Refused(CrashCause.GPUS_MISSING, detail);
            case GpuGrant.Granted(List<Integer> gpus) -> prepare(spec, run, gpus);
        };
    }

    private Prepared prepare(EngineSpec spec, long run, List<Integer> gpus) throws IOException {
        Path directory = settings.stateDirectory().resolve("engines").resolve(spec.name());
        empty(directory);
        var site =
                new LaunchSite(
                        equipment.memory().ports().next(), directory, gpus, settings.environment());
        LaunchCommand command = onlySeeing(gpus, equipment.commands().command(spec, site));
        StartEstimate estimate = equipment.memory().starts().estimate(key(spec, gpus));
        return new Prepared(new EngineRun.Order(spec, run, site, command, estimate));
    }

    /// What a dead run left here (sockets, locks, an older configuration) must not reach the next.
    private static void empty(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> content = Files.walk(directory)) {
                for (Path old : content.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(old);
                }
            }
        }
        Files.createDirectories(directory);
    }

    /// Numbers GPUs as `nvidia-smi` does. What the operator set himself stays.
    private static LaunchCommand onlySeeing(List<Integer> gpus, LaunchCommand command) {
        if (gpus.isEmpty()) {
            return command;
        }
        Map<String, String> environment = new HashMap<>();
        environment.put("CUDA_DEVICE_ORDER", "PCI_BUS_ID");
        environment.put(
                "CUDA_VISIBLE_DEVICES",
                gpus.stream().map(String::valueOf).collect(Collectors.joining(",")));
        environment.putAll(command.environment());
        return new LaunchCommand(command.argv(), environment, command.files());
    }

    /// The engine and its flags, whatever port and directory it got.
    private String key(EngineSpec spec, List<Integer> gpus) {
        var nowhere = new LaunchSite(0, Path.of("engine"), gpus, settings.environment());
        LaunchCommand command = equipment.commands().command(spec, nowhere);
        return spec.name() + "-" + digest(command.argv() + "" + new TreeMap<>(command.files()));
    }

    private static String digest(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, KEY_LENGTH);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
