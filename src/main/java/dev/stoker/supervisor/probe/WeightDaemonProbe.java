package dev.stoker.supervisor.probe;

import dev.stoker.engine.EngineSpec;
import dev.stoker.engine.launch.AwaitSockets;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/// Looks for a weight daemon's sockets, as it has no other door: there is one for each GPU once the
/// weights are there. From then on its processes tell whether it is well.
public final class WeightDaemonProbe {
    private WeightDaemonProbe() {}

    /// Looks so at daemons, and asks `others` of all others.
    ///
    /// @param sockets the directory where a daemon opens them
    public static HealthProbe beside(HealthProbe others, Function<EngineSpec, Path> sockets) {
        return new DoorlessProbe(
                others, EngineSpec::isDaemon, spec -> readiness(spec, sockets.apply(spec)));
    }

    private static HealthProbe.Readiness readiness(EngineSpec spec, Path directory) {
        int open = count(directory);
        HealthProbe.Readiness.Stage stage =
                open < spec.ranks()
                        ? HealthProbe.Readiness.Stage.SILENT
                        : HealthProbe.Readiness.Stage.ANSWERS;
        return new HealthProbe.Readiness(
                stage, "%d of %d sockets are open".formatted(open, spec.ranks()));
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
