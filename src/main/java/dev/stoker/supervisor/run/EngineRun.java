package dev.stoker.supervisor.run;

import dev.stoker.engine.EngineDialect.LoadPhase;
import dev.stoker.engine.EngineSpec;
import dev.stoker.engine.LaunchSite;
import dev.stoker.engine.launch.LaunchCommand;
import dev.stoker.supervisor.Aftermath;
import dev.stoker.supervisor.Crash;
import dev.stoker.supervisor.EngineEvent;
import dev.stoker.supervisor.memory.StartEstimate;
import dev.stoker.supervisor.process.EngineProcess;
import dev.stoker.supervisor.process.Exit;
import dev.stoker.supervisor.process.ProcessLauncher;
import dev.stoker.supervisor.process.ProcessWatcher;
import dev.stoker.supervisor.process.Secrets;
import dev.stoker.supervisor.process.Workers;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One run of an engine: turns its output and its end into events.
public final class EngineRun implements ProcessWatcher {
    private static final System.Logger OUTPUT = System.getLogger("dev.stoker.engine-output");

    /// What is run, and where.
    ///
    /// @param estimate of how long the start takes
    public record Order(
            EngineSpec spec,
            long run,
            LaunchSite site,
            LaunchCommand command,
            StartEstimate estimate) {
        /// The command for people, without secrets.
        String argv() {
            return Secrets.of(command).mask(command.argv());
        }

        /// Where the engine listens once it is up.
        public URI endpoint() {
            return URI.create("http://%s:%d".formatted(site.host(), site.port()));
        }
    }

    private final Order order;
    private final InstantSource clock;
    private final Consumer<EngineEvent> mailbox;
    private final EngineWatch watch;
    private final Surroundings surroundings;
    private final String argv; // to find what is secret costs more than all else that is shown
    private final CompletableFuture<EngineProcess> process = new CompletableFuture<>();
    private volatile @Nullable Aftermath aftermath;
    private int percent; // of the start that the output has told; the output's reader's own

    /// What a run is launched into.
    ///
    /// @param log gets each line of output
    record Surroundings(Circumstances circumstances, EngineLog log) {}

    /// @param surroundings before the launch, and where output goes
    EngineRun(
            Order order,
            InstantSource clock,
            Consumer<EngineEvent> mailbox,
            EngineWatch watch,
            Surroundings surroundings) {
        this.order = order;
        this.clock = clock;
        this.mailbox = mailbox;
        this.watch = watch;
        this.surroundings = surroundings;
        this.argv = order.argv();
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
        watch.begin(() -> Workers.of(process.join().pid(), order.spec().dialect().workers()));
    }

    /// What this is a run of.
    public Order order() {
        return order;
    }

    /// Asks the engine to stop, as its dialect does; returns at once.
    public void terminate() {
        watch.expectEnd();
        process.join().terminate();
    }

    /// Ends all of the engine's processes; returns at once.
    public void kill() {
        process.join().kill();
    }

    /// Requests were sent to the engine, which had none.
    public void requestsCame() {
        watch.requestsCame();
    }

    /// Asks the engine to rest; whether it does comes as an event.
    public void sleep() {
        watch.sleep();
    }

    /// Asks the resting engine to serve again; whether it does comes as an event.
    public void wake() {
        watch.wake();
    }

    /// The last lines of output, oldest first, without secrets.
    public List<String> log() {
        return process.join().log();
    }

    /// What operators may see of it.
    public Inspection.Run inspect() {
        return new Inspection.Run(
                process.join().pid(),
                order.site().port(),
                order.site().gpus(),
                argv,
                watch.metrics());
    }

    /// For people, without secrets, in the order to show them.
    public Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>(watch.facts());
        facts.put("port", String.valueOf(order.site().port()));
        facts.put("gpus", order.site().gpus().toString());
        facts.put("argv", argv);
        var memory = surroundings.circumstances().memory();
        memory.table().ifPresent(table -> facts.put("gpu-memory", table));
        return facts;
    }

    @Override
    public void line(String line) {
        OUTPUT.log(Level.DEBUG, () -> "engine=" + order.spec().name() + " line=" + line);
        surroundings.log().add(order.run(), line);
        if (watch.hasAnswered()) {
            return; // from now on the log may quote what clients write
        }
        DiagnoseCrash.ofLine(line, clock.instant())
                .ifPresent(crash ->
                        mailbox.accept(new EngineEvent.Lost(order.run(), crash.at(), crash)));
        for (LoadPhase phase : order.spec().phases()) {
            if (phase.percent() > percent && phase.line().matcher(line).find()) {
                reached(phase.name(), phase.percent());
            }
        }
    }

    @Override
    public void exited(Exit exit) {
        watch.end();
        Crash crash =
                surroundings
                        .circumstances()
                        .explain(
                                DiagnoseCrash.of(
                                        exit, log(), watch.hasAnswered(), clock.instant()));
        mailbox.accept(new EngineEvent.Exited(order.run(), crash.at(), crash));
    }

    /// What the run left behind; empty before it was gone.
    public Optional<Aftermath> aftermath() {
        return Optional.ofNullable(aftermath);
    }

    /// The next run must not be launched into memory that the driver is still giving back.
    @Override
    public void gone(Remnants remnants) {
        watch.end();
        aftermath = surroundings.circumstances().aftermath(order, remnants);
        mailbox.accept(new EngineEvent.Gone(order.run(), clock.instant()));
    }

    private void reached(String phase, int percentNow) {
        percent = percentNow;
        watch.cameFurther();
        mailbox.accept(new EngineEvent.PhaseSeen(order.run(), clock.instant(), phase, percentNow));
    }
}
