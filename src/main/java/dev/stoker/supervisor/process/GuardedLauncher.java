package dev.stoker.supervisor.process;

import dev.stoker.engine.launch.LaunchCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Starts each engine under a guard of its own, which ends everything of the engine when the
/// engine, or Stoker itself, is gone.
public final class GuardedLauncher implements ProcessLauncher {
    private static final String GUARD = "dev.stoker.guard.Guard";
    private static final String MARK = "STOKER_RUN";

    private final List<String> guard;
    private final Map<String, String> inherited;

    /// @param guard the guard's command line, to which the stop recipe and the engine's are added
    public GuardedLauncher(List<String> guard) {
        this(guard, System.getenv());
    }

    /// @param environment Stoker's own
    GuardedLauncher(List<String> guard, Map<String, String> environment) {
        this.guard = List.copyOf(guard);
        this.inherited = new HashMap<>(environment);
        // engines run the code of strangers, whose business the database's password is not
        inherited.keySet().removeIf(name -> name.matches("(QUARKUS|STOKER)_.*"));
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
        Launch whole = inheriting(launch);
        var builder = new ProcessBuilder(argv(launch));
        builder.environment().clear();
        builder.environment().putAll(whole.command().environment());
        builder.environment().put(MARK, mark);
        return GuardedProcess.watched(builder.start(), whole, MARK + "=" + mark, watcher);
    }

    /// The same with all that its engine will find in its environment.
    private Launch inheriting(Launch launch) {
        LaunchCommand command = launch.command();
        Map<String, String> all = new HashMap<>(inherited);
        all.putAll(command.environment());
        return new Launch(
                launch.engine(),
                launch.run(),
                new LaunchCommand(command.argv(), all, command.files()),
                launch.stop());
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
