package dev.stoker.cli.top;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoker.cli.Operator;
import dev.stoker.cli.Pause;
import dev.stoker.cli.StokerClient;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `stoker top`: engines, traffic and jobs of a running Stoker at a glance.
@Command(
        name = "top",
        description = "Watch the engines, the traffic and the jobs of a running Stoker.",
        mixinStandardHelpOptions = true)
public final class TopCommand implements Callable<Integer> {
    private static final int JOBS = 10;
    private static final Duration SHORTEST = Duration.ofMillis(200);

    @Mixin private Operator operator = new Operator();

    @Option(names = "--once", description = "show it once, as plain text; so without a terminal")
    private boolean once;

    @Option(
            names = "--interval",
            defaultValue = "2s",
            description = "between two looks; default: ${DEFAULT-VALUE}")
    private Duration interval = Duration.ofSeconds(2);

    @Override
    public Integer call() throws InterruptedException {
        boolean terminal =
                Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
        return operator.talk(once || !terminal ? TopCommand::print : this::watch);
    }

    /// One frame, for pipes and files.
    static void print(StokerClient stoker, PrintWriter out)
            throws IOException, InterruptedException {
        look(stoker).forEach(line -> out.println(line.text()));
        out.flush();
    }

    /// Ctrl-C ends it; the hook gives the terminal back as it was.
    private void watch(StokerClient stoker, PrintWriter out)
            throws IOException, InterruptedException {
        Duration pause = interval.compareTo(SHORTEST) < 0 ? SHORTEST : interval;
        List<Line> first = look(stoker);
        try (Screen screen = new Screen(out)) {
            Runtime.getRuntime().addShutdownHook(new Thread(screen::close, "top-end"));
            screen.show(first);
            while (true) {
                Pause.REAL.lasts(pause);
                screen.show(lookOrTell(stoker));
            }
        }
    }

    /// A Stoker that is away for a while may come back.
    private static List<Line> lookOrTell(StokerClient stoker) throws InterruptedException {
        try {
            return look(stoker);
        } catch (IOException away) {
            return List.of(Line.plain("Stoker cannot be reached: " + away.getMessage()));
        }
    }

    static List<Line> look(StokerClient stoker) throws IOException, InterruptedException {
        JsonNode engines = stoker.get("/admin/engines");
        TopView view = new TopView(engines, stoker.get("/admin/figures"));
        try {
            return view.lines(stoker.get("/batch/jobs?limit=" + JOBS));
        } catch (StokerClient.Refused refused) {
            return view.withoutJobs(String.valueOf(refused.getMessage()));
        }
    }
}
