package dev.stoker.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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
}
