package dev.stoker.supervisor.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Starts each engine under a guard of its own, which ends everything of the engine when the
/// engine, or Stoker itself, is gone.
public final class GuardedLauncher implements ProcessLauncher {
    private static final String GUARD = "dev.stoker.guard.Guard";
    private static final String MARK = "STOKER_RUN";

    private final List<String> guard;

    /// @param guard the guard's command line, to which the stop recipe and the engine's are added
    public GuardedLauncher(List<String> guard) {
        this.guard = List.copyOf(guard);
    }

    /// The guard as a program of the JDK that runs Stoker.
    ///
    /// @param program Stoker's jar, or the directory of its classes
    public static List<String> javaGuard(Path program) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx32m",
                "-Xss256k",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                program.toString(),
                GUARD);
    }

    @Override
    public EngineProcess launch(Launch launch, ProcessWatcher watcher) throws IOException {
        write(launch.command().files());
        String mark = "%s/%d/%s".formatted(launch.engine(), launch.run(), UUID.randomUUID());
        var builder = new ProcessBuilder(argv(launch));
        builder.environment().putAll(launch.command().environment());
        builder.environment().put(MARK, mark);
        return GuardedProcess.watched(builder.start(), launch, MARK + "=" + mark, watcher);
    }

    private List<String> argv(Launch launch) {
        List<String> argv = new ArrayList<>(guard);
        argv.add(
                switch (launch.stop()) {
                    case LEADER -> "leader";
                    case WHOLE_GROUP -> "group";
                });
        argv.addAll(launch.command().argv());
        return argv;
    }

    private static void write(Map<Path, String> files) throws IOException {
        for (Map.Entry<Path, String> file : files.entrySet()) {
            Files.createDirectories(file.getKey().toAbsolutePath().getParent());
            Files.writeString(file.getKey(), file.getValue());
        }
    }
}
