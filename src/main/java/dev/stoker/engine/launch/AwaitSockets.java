package dev.stoker.engine.launch;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Lets an engine begin only when its weight daemon has opened all its sockets.
///
/// The waiting is a part of the engine's own run, supervised, stopped and killed as it is. An
/// engine that found no daemon would read the weights itself, beside those that are there.
public final class AwaitSockets {
    /// How the lines begin that tell of the waiting.
    public static final String MARK = "stoker weights: ";

    /// The names of the daemons' sockets, one a GPU; those of a draft model end in `_draft.sock`.
    public static final String NAMES = "*[!t].sock";

    private static final String SCRIPT =
            """
            #!/bin/sh
            # Written by Stoker for this run.
            set -u
            daemon=$1 sockets=$2 count=$3
            shift 3
            ready() {
              there=0
              for socket in "$sockets"/NAMES; do
                if [ -S "$socket" ]; then there=$((there + 1)); fi
              done
              [ "$there" -ge "$count" ]
            }
            echo "MARKwaiting for $daemon"
            until ready; do sleep 0.2; done
            echo "MARK$daemon is there"
            exec "$@"
            """
                    .replace("NAMES", NAMES)
                    .replace("MARK", MARK);

    private AwaitSockets() {}

    /// What is awaited.
    ///
    /// @param name of the daemon, for people
    /// @param sockets the directory where it opens them
    /// @param count how many
    public record Daemon(String name, Path sockets, int count) {}

    /// @param script where the script is written, in the run's own directory
    public static LaunchCommand before(LaunchCommand engine, Daemon daemon, Path script) {
        Map<Path, String> files = new HashMap<>(engine.files());
        files.put(script, SCRIPT);
        List<String> argv =
                Argv.of(List.of("/bin/sh", script.toString(), daemon.name()))
                        .add(daemon.sockets().toString(), String.valueOf(daemon.count()))
                        .add(engine.argv().toArray(String[]::new))
                        .words();
        return new LaunchCommand(argv, engine.environment(), files);
    }
}
