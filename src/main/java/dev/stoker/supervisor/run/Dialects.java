package dev.stoker.supervisor.run;

import dev.stoker.engine.Build;
import dev.stoker.engine.EngineSpec;
import dev.stoker.engine.LaunchSite;
import dev.stoker.engine.launch.AwaitSockets;
import dev.stoker.engine.launch.LaunchCommand;
import dev.stoker.supervisor.flags.Installation;
import dev.stoker.supervisor.flags.InstalledFlags;
import dev.stoker.supervisor.gpu.Gpu;
import dev.stoker.supervisor.gpu.GpuLedger;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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
        LaunchCommand command =
                build.isPresent()
                        ? built(spec, build.orElseThrow(), site)
                        : spec.dialect().command(spec, site);
        LaunchCommand waiting =
                spec.model()
                        .keeper()
                        .map(daemon -> waiting(command, daemon, spec, site))
                        .orElse(command);
        return settings.caches().isPresent()
                ? caching(spec, waiting, site, settings.caches().orElseThrow())
                : waiting;
    }

    @Override
    public Optional<Path> buildOutput(EngineSpec spec, LaunchSite site) {
        return spec.program().build().map(build -> output(spec, build, program(spec, site), site));
    }

    private static String program(EngineSpec spec, LaunchSite site) {
        return spec.dialect().command(spec, site).argv().getFirst();
    }

    @Override
    public List<String> problems(EngineSpec spec) {
        return flags.knownProblems(spec);
    }

    private static LaunchCommand waiting(
            LaunchCommand engine, String daemon, EngineSpec spec, LaunchSite site) {
        return AwaitSockets.before(
                engine,
                new AwaitSockets.Daemon(daemon, site.sockets(), spec.ranks()),
                site.directory().resolve("await-weights.sh"));
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
        String key =
                List.of(
                                build.steps(),
                                spec.model().path(),
                                spec.model().revision(),
                                version(spec, program),
                                memory(site))
                        .toString();
        return settings.stateDirectory()
                .resolve("builds")
                .resolve(spec.name() + "-" + RunPlace.digest(key));
    }

    /// What was compiled for one release, model, set of flags and size of GPUs is of no use to
    /// another; the port and the run's directory make no difference.
    private LaunchCommand caching(
            EngineSpec spec, LaunchCommand command, LaunchSite site, Path caches) {
        if (spec.dialect().caches().isEmpty()) {
            return command;
        }
        var nowhere = new LaunchSite(0, Path.of("engine"), site.gpus(), site.environment());
        LaunchCommand flags = spec.dialect().command(spec, nowhere);
        String key =
                List.of(
                                flags.argv(),
                                new TreeMap<>(flags.files()),
                                version(spec, flags.argv().getFirst()),
                                memory(site))
                        .toString();
        Path home = caches.resolve(spec.name() + "-" + RunPlace.digest(key)).toAbsolutePath();
        Map<String, String> environment = new HashMap<>();
        spec.dialect()
                .caches()
                .forEach((variable, name) ->
                        environment.put(variable, home.resolve(name).toString()));
        environment.keySet().removeAll(settings.environment().keySet());
        environment.putAll(command.environment());
        return new LaunchCommand(command.argv(), environment, command.files());
    }

    private Optional<String> version(EngineSpec spec, String program) {
        return Installation.of(
                        program,
                        spec.dialect().distribution(),
                        settings.environment().getOrDefault("PATH", ""))
                .map(Installation::version);
    }

    private List<Long> memory(LaunchSite site) {
        return site.gpus().isEmpty()
                ? List.of()
                : gpus.visible().stream()
                        .filter(gpu -> site.gpus().contains(gpu.index()))
                        .map(Gpu::memory)
                        .toList();
    }
}
