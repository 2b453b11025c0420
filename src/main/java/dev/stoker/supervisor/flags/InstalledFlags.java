package dev.stoker.supervisor.flags;

import dev.stoker.engine.EngineSpec;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Compares engine files with what the installed engines understand.
///
/// An engine is asked once for each of its versions; the answer is kept on disk.
public final class InstalledFlags {
    private static final System.Logger LOG = System.getLogger("dev.stoker.supervisor");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /// What a check found.
    ///
    /// @param engine for people: `vllm 0.32.0`
    /// @param problems one line each; empty where the engine understands everything
    /// @param earlier the version that was checked before, where there is one
    /// @param added flags that it had not
    /// @param gone flags that it had
    public record Report(
            String engine,
            List<String> problems,
            Optional<String> earlier,
            Set<String> added,
            Set<String> gone) {
        public Report {
            problems = List.copyOf(problems);
            added = Set.copyOf(added);
            gone = Set.copyOf(gone);
        }
    }

    private final FlagShelf shelf;
    private final Map<String, String> environment;
    private final AskEngine engines = new AskEngine(PATIENCE);
    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    /// @param directory where lists are kept
    /// @param environment of the engines: `PATH` finds their programs
    public InstalledFlags(Path directory, Map<String, String> environment) {
        this.shelf = new FlagShelf(directory);
        this.environment = Map.copyOf(environment);
    }

    /// What is wrong with an engine file by a list that is already known. Where none is, the engine
    /// is asked in the background for the next time: its own parser judges this launch.
    public List<String> knownProblems(EngineSpec spec) {
        Optional<List<String>> manual = spec.dialect().manual(spec);
        Optional<Installation> installed = manual.flatMap(it -> installed(spec, it));
        if (installed.isEmpty()) {
            return List.of();
        }
        Installation engine = installed.orElseThrow();
        String kind = spec.dialect().kind();
        String version = engine.version();
        try {
            Optional<FlagList> flags = shelf.of(kind, version);
            if (flags.isPresent()) {
                return FlagProblems.of(spec, kind + " " + version, flags.orElseThrow());
            }
            if (asked.add(kind + version)) {
                Thread.ofVirtual()
                        .name("flags-" + spec.name())
                        .start(() -> learn(engine.command(manual.orElseThrow()), kind, version));
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "flags were not checked engine=" + spec.name(), e);
        }
        return List.of();
    }

    /// Checks an engine file, asking the engine where its flags are not known yet.
    ///
    /// @return empty for kinds of engine that do not list their flags
    /// @throws IOException where the engine is not installed or does not answer
    public Optional<Report> check(EngineSpec spec) throws IOException, InterruptedException {
        Optional<List<String>> manual = spec.dialect().manual(spec);
        if (manual.isEmpty()) {
            return Optional.empty();
        }
        List<String> asking = manual.orElseThrow();
        Installation installed =
                installed(spec, asking)
                        .orElseThrow(() -> new IOException("not installed: " + asking.getFirst()));
        String kind = spec.dialect().kind();
        Optional<FlagList> known = shelf.of(kind, installed.version());
        FlagList flags =
                known.isPresent()
                        ? known.orElseThrow()
                        : engines.flags(installed.command(asking), environment);
        Optional<String> earlier = shelf.before(kind, installed.version());
        FlagList then =
                earlier.isPresent() ? shelf.of(kind, earlier.orElseThrow()).orElse(flags) : flags;
        shelf.keep(kind, installed.version(), flags);
        String engine = kind + " " + installed.version();
        return Optional.of(
                new Report(
                        engine,
                        FlagProblems.of(spec, engine, flags),
                        earlier,
                        flags.without(then),
                        then.without(flags)));
    }

    private void learn(List<String> command, String kind, String version) {
        try {
            FlagList flags = engines.flags(command, environment);
            shelf.keep(kind, version, flags);
            LOG.log(
                    Level.INFO,
                    "engine flags learned kind=%s version=%s flags=%d"
                            .formatted(kind, version, flags.names().size()));
        } catch (IOException e) {
            LOG.log(Level.WARNING, "engine flags were not learned kind=" + kind, e);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Installation> installed(EngineSpec spec, List<String> command) {
        return Installation.of(
                command.getFirst(),
                spec.dialect().distribution(),
                environment.getOrDefault("PATH", ""));
    }
}
