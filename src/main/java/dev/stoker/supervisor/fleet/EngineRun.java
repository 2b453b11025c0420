package dev.stoker.supervisor.fleet;

import dev.stoker.engine.EngineDialect.LoadPhase;
import dev.stoker.engine.EngineSpec;
import dev.stoker.engine.LaunchSite;
import dev.stoker.engine.launch.LaunchCommand;
import dev.stoker.supervisor.Crash;
import dev.stoker.supervisor.EngineEvent;
import dev.stoker.supervisor.memory.StartEstimate;
import dev.stoker.supervisor.process.EngineProcess;
import dev.stoker.supervisor.process.Exit;
import dev.stoker.supervisor.process.ProcessLauncher;
import dev.stoker.supervisor.process.ProcessWatcher;
import dev.stoker.supervisor.process.Secrets;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// One run of an engine: turns its output and its end into events.
final class EngineRun implements ProcessWatcher {
    private static final System.Logger OUTPUT = System.getLogger("dev.stoker.engine-output");

    /// What is run, and where.
    ///
    /// @param estimate of how long the start takes
    record Order(
            EngineSpec spec,
            long run,
            LaunchSite site,
            LaunchCommand command,
            StartEstimate estimate) {
        /// For people, without secrets.
        String argv() {
            return Secrets.of(command).mask(command.argv());
        }

        URI endpoint() {
            return URI.create("http://%s:%d".formatted(site.host(), site.port()));
        }
    }

    private final Order order;
    private final InstantSource clock;
    private final Consumer<EngineEvent> mailbox;
    private final EngineWatch watch;
    private final EngineLog log;
    private final CompletableFuture<EngineProcess> process = new CompletableFuture<>();
    private int percent; // of the start that the output has told; the output's reader's own

    /// @param log gets each line of output
    EngineRun(
            Order order,
            InstantSource clock,
            Consumer<EngineEvent> mailbox,
            EngineWatch watch,
            EngineLog log) {
        this.order = order;
        this.clock = clock;
        this.mailbox = mailbox;
        this.watch = watch;
        this.log = log;
    }

    /// @throws IOException when nothing was started
    void begin(ProcessLauncher launcher) throws IOException {
        process.complete(
                launcher.launch(
                        new ProcessLauncher.Launch(
                                order.spec().name(),
                                order.run(),
                                order.command(),
                                order.spec().dialect().stop()),
                        this));
        watch.begin();
    }

    Order order() {
        return order;
    }

    void terminate() {
        process.join().terminate();
    }

    void kill() {
        process.join().kill();
    }

    List<String> log() {
        return process.join().log();
    }

    /// What operators may see of it.
    Inspection.Run inspect() {
        return new Inspection.Run(
                process.join().pid(),
                order.site().port(),
                order.site().gpus(),
                order.argv(),
                watch.metrics());
    }

    /// For people, without secrets, in the order to show them.
    Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>(watch.facts());
        facts.put("port", String.valueOf(order.site().port()));
        facts.put("gpus", order.site().gpus().toString());
        facts.put("argv", order.argv());
        return facts;
    }

    @Override
    public void line(String line) {
        OUTPUT.log(Level.DEBUG, () -> "engine=" + order.spec().name() + " line=" + line);
        log.add(order.run(), line);
        if (watch.hasAnswered()) {
            return; // from now on the log may quote what clients write
        }
        DiagnoseCrash.ofLine(line, clock.instant())
                .ifPresent(crash -> post(new EngineEvent.Lost(order.run(), crash.at(), crash)));
        for (LoadPhase phase : order.spec().dialect().phases()) {
            if (phase.percent() > percent && phase.line().matcher(line).find()) {
                reached(phase.name(), phase.percent());
            }
        }
    }

    @Override
    public void exited(Exit exit) {
        watch.end();
        Crash crash = DiagnoseCrash.of(exit, log(), watch.hasAnswered(), clock.instant());
        post(new EngineEvent.Exited(order.run(), crash.at(), crash));
    }

    @Override
    public void gone() {
        watch.end();
        post(new EngineEvent.Gone(order.run(), clock.instant()));
    }

    private void reached(String phase, int percentNow) {
        percent = percentNow;
        post(new EngineEvent.PhaseSeen(order.run(), clock.instant(), phase, percentNow));
    }

    private void post(EngineEvent event) {
        mailbox.accept(event);
    }
}
