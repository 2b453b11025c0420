package dev.stoker.engine.launch;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// What to execute for one run: printable, and compared with a golden file for each shipped engine.
///
/// @param environment added to Stoker's own for the child
/// @param files to be written before the launch, by path
public record LaunchCommand(
        List<String> argv, Map<String, String> environment, Map<Path, String> files) {
    public LaunchCommand {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
        files = Map.copyOf(files);
    }

    /// For logs: variables and files by name only, as their contents may be secret.
    @Override
    public String toString() {
        return "%s environment=%s files=%s"
                .formatted(
                        String.join(" ", argv),
                        new TreeSet<>(environment.keySet()),
                        new TreeSet<>(files.keySet()));
    }
}
