package dev.stoker.app.command;

import dev.stoker.engine.EngineSpec;
import dev.stoker.engine.catalog.CatalogLoader;
import dev.stoker.engine.catalog.InvalidCatalog;
import dev.stoker.supervisor.flags.InstalledFlags;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `stoker check`: engine files against the engines that are installed.
@Command(
        name = "check",
        description = "Check engine files against the flags of the installed engines.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the engines understand every setting",
            "1:one does not",
            "2:a file is wrong, or an engine is not installed"
        })
final class CheckCommand implements Callable<Integer> {
    private static final int NOT_CHECKED = 2;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "engine files or directories")
    private List<Path> files = List.of();

    @Option(
            names = "--state",
            paramLabel = "DIR",
            defaultValue = "${sys:user.home}/.stoker",
            description = "where lists of flags are kept; default: ${DEFAULT-VALUE}")
    private Path state = Path.of("");

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        InstalledFlags flags = new InstalledFlags(state.resolve("flags"), System.getenv());
        int code = 0;
        try {
            for (EngineSpec engine : new CatalogLoader(System.getenv()).load(files).engines()) {
                code = Math.max(code, check(engine, flags));
            }
            return code;
        } catch (InvalidCatalog e) {
            spec.commandLine().getErr().println("stoker: " + e.getMessage());
            return NOT_CHECKED;
        } finally {
            spec.commandLine().getOut().flush();
        }
    }

    private int check(EngineSpec engine, InstalledFlags flags) throws InterruptedException {
        try {
            return understands(engine, flags.check(engine)) ? 0 : 1;
        } catch (IOException e) {
            spec.commandLine().getErr().println("%s: %s".formatted(engine.name(), e.getMessage()));
            return NOT_CHECKED;
        }
    }

    private boolean understands(EngineSpec engine, Optional<InstalledFlags.Report> checked) {
        PrintWriter out = spec.commandLine().getOut();
        if (checked.isEmpty()) {
            out.println(
                    "%s: %s lists no flags, so none was checked"
                            .formatted(engine.name(), engine.dialect().kind()));
            return true;
        }
        InstalledFlags.Report report = checked.orElseThrow();
        out.println(
                "%s: %s, %s"
                        .formatted(
                                engine.name(),
                                report.engine(),
                                report.problems().isEmpty()
                                        ? "every setting is understood"
                                        : "not understood:"));
        report.problems().forEach(problem -> out.println("  " + problem));
        report.earlier()
                .ifPresent(version -> {
                    print("  new since " + version, report.added());
                    print("  gone since " + version, report.gone());
                });
        return report.problems().isEmpty();
    }

    private void print(String what, Set<String> flags) {
        if (!flags.isEmpty()) {
            spec.commandLine()
                    .getOut()
                    .println(what + ": " + String.join(", ", new TreeSet<>(flags)));
        }
    }
}
