package dev.stoker.image;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Runs an image as a container runtime does in a pod: its own files and nothing else, its user,
/// environment and folder, a root that cannot be written to. Only the network is the machine's own.
///
/// Takes root: nobody else may become the image's user.
record Container(Unpacked image) {
    /// Every step replaces the one before it, so that the process that was started is the program.
    private static final String ENTER =
            """
            set -e
            root=$1; folder=$2; user=$3; group=$4; shift 4
            path=$PATH; PATH=/usr/sbin:/usr/bin:/sbin:/bin
            mount --bind "$root" "$root"
            for own in proc dev; do
              mkdir -p "$root/$own"
              mount --rbind "/$own" "$root/$own"
            done
            mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
            mount -t tmpfs -o "mode=0770,gid=$group" tmpfs "$root/var/lib/stoker"
            mount -o remount,bind,ro "$root"
            unshare=$(command -v unshare); PATH=$path
            exec "$unshare" --root="$root" --wd="$folder" --setgid "$group" --setuid "$user" -- "$@"
            """;

    static boolean isPossible() throws IOException {
        return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
    }

    /// Its entry point with more arguments.
    ///
    /// @param environment over what the image says
    Process start(Path log, Map<String, String> environment, List<String> arguments)
            throws IOException {
        JsonNode config = image.config();
        String[] user = config.path("User").asText().split(":", 2);
        List<String> argv =
                new ArrayList<>(List.of("unshare", "--mount", "/bin/sh", "-c", ENTER, "sh"));
        argv.add(image.root().toRealPath().toString());
        argv.add(config.path("WorkingDir").asText());
        argv.addAll(List.of(user));
        config.path("Entrypoint").forEach(word -> argv.add(word.asText()));
        argv.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(argv).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().clear();
        config.path("Env").forEach(entry -> set(builder, entry.asText().split("=", 2)));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static void set(ProcessBuilder builder, String... entry) {
        builder.environment().put(entry[0], entry[1]);
    }
}
