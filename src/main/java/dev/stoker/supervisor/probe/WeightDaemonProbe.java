package dev.stoker.supervisor.probe;

import dev.stoker.engine.EngineDialect.Nap.Call;
import dev.stoker.engine.EngineSpec;
import dev.stoker.engine.launch.AwaitSockets;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/// Looks for a weight daemon's sockets, as it has no other door: there is one for each GPU once the
/// weights are there. From then on its processes tell whether it is well.
///
/// @param sockets the directory where a daemon opens them
public record WeightDaemonProbe(HealthProbe others, Function<EngineSpec, Path> sockets)
        implements HealthProbe {
    private static final Vitals ALIVE =
            new Vitals(true, OptionalDouble.empty(), OptionalDouble.empty(), "");

    @Override
    public Readiness readiness(Target target) throws InterruptedException {
        EngineSpec spec = target.spec();
        if (!spec.isDaemon()) {
            return others.readiness(target);
        }
        int open = count(sockets.apply(spec));
        Readiness.Stage stage =
                open < spec.ranks() ? Readiness.Stage.SILENT : Readiness.Stage.ANSWERS;
        return new Readiness(stage, "%d of %d sockets are open".formatted(open, spec.ranks()));
    }

    @Override
    public Vitals vitals(Target target) throws InterruptedException {
        return target.spec().isDaemon() ? ALIVE : others.vitals(target);
    }

    @Override
    public Optional<String> call(Target target, Call call, Duration timeout)
            throws InterruptedException {
        return target.spec().isDaemon() ? Optional.empty() : others.call(target, call, timeout);
    }

    @Override
    public Optional<String> canary(Target target, Duration timeout) throws InterruptedException {
        return target.spec().isDaemon() ? Optional.empty() : others.canary(target, timeout);
    }

    private static int count(Path directory) {
        int count = 0;
        try (DirectoryStream<Path> there =
                Files.newDirectoryStream(directory, AwaitSockets.NAMES)) {
            for (Path _ : there) {
                count++;
            }
        } catch (IOException notMadeYet) {
            return 0;
        }
        return count;
    }
}
