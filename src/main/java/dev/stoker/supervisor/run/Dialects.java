package dev.stoker.supervisor.run;

import dev.stoker.engine.Build;
import dev.stoker.engine.EngineSpec;
import dev.stoker.engine.LaunchSite;
import dev.stoker.engine.launch.LaunchCommand;
import dev.stoker.supervisor.flags.Installation;
import dev.stoker.supervisor.flags.InstalledFlags;
import dev.stoker.supervisor.gpu.Gpu;
import dev.stoker.supervisor.gpu.GpuLedger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Each kind's own command, held against what is installed, with its build before it.
final class Dialects implements Equipment.Commands {
    private final FleetSettings settings;
    private final GpuLedger gpus;
    private final InstalledFlags flags;

    Dialects(FleetSettings settings, GpuLedger gpus) {
        this.settings = settings;
        this.gpus = gpus;
        this.flags =
                new InstalledFlags(
                        settings.stateDirectory().resolve("flags"), settings.environment());
    }

    @Override
    public LaunchCommand command(EngineSpec spec, LaunchSite site) {
        Optional<Build> build = spec.program().build();
        return build.isPresent()
                ? built(spec, build.orElseThrow(), site)
                : spec.dialect().command(spec, site);
    }

    @Override
    public List<String> problems(EngineSpec spec) {
        return flags.knownProblems(spec);
    }

    private LaunchCommand built(EngineSpec spec, Build build, LaunchSite site) {
        LaunchCommand plain = spec.dialect().command(spec, site);
        Path output = output(spec, build, plain.argv().getFirst(), site);
        LaunchCommand engine =
                build.serve().isEmpty()
                        ? plain
                        : spec.dialect()
                                .command(spec.launchedFrom(output.resolve(build.serve())), site);
        return build.before(engine, output, site.directory());
    }

    /// One place for each list of steps, model, release of the engine and size of the GPUs: what
    /// was made for one is of no use to another.
    private Path output(EngineSpec spec, Build build, String program, LaunchSite site) {
        Map<String, String> environment = settings.environment();
        Optional<Installation> installed =
                Installation.of(
                        program,
                        spec.dialect().distribution(),
                        environment.getOrDefault("PATH", ""));
        List<Long> memory =
                gpus.visible().stream()
                        .filter(gpu -> site.gpus().contains(gpu.index()))
                        .map(Gpu::memory)
                        .toList();
        String key =
                List.of(
                                build.steps(),
                                spec.model().path(),
                                spec.model().revision(),
                                installed.map(Installation::version),
                                memory)
                        .toString();
        return settings.stateDirectory()
                .resolve("builds")
                .resolve(spec.name() + "-" + RunPlace.digest(key));
    }
}
