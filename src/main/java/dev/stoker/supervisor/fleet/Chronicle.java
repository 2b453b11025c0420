package dev.stoker.supervisor.fleet;

import dev.stoker.supervisor.Crash;
import dev.stoker.supervisor.EngineSnapshot;
import dev.stoker.supervisor.EngineState;
import dev.stoker.supervisor.StateChange;
import dev.stoker.supervisor.gpu.GpuLedger;
import dev.stoker.supervisor.memory.CrashBundles;
import dev.stoker.supervisor.memory.StartHistory;
import dev.stoker.supervisor.run.EngineRun;
import dev.stoker.supervisor.run.Equipment;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// Writes down what happens to an engine: a log line for each change, how long starts take, a
/// bundle for each crash.
///
/// Files are written on a thread of its own: a slow disk must not delay a restart.
final class Chronicle implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("dev.stoker.supervisor");
    private static final int LAST_LINES_SECONDS = 2;

    private final StartHistory starts;
    private final CrashBundles crashes;
    private final GpuLedger gpus;
    private final ExecutorService disk =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("chronicle").factory());

    /// What stood around a change.
    ///
    /// @param run the latest, if there was one
    /// @param requestIds of requests that were in flight a moment before
    record Scene(Optional<EngineRun> run, List<String> requestIds) {}

    Chronicle(Equipment equipment) {
        this.starts = equipment.memory().starts();
        this.crashes = equipment.memory().crashes();
        this.gpus = equipment.gpus();
    }

    /// Waits a moment for what is still to be written.
    @Override
    public void close() {
        disk.shutdown();
        try {
            disk.awaitTermination(LAST_LINES_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    void write(StateChange change, Scene scene) {
        EngineState before = change.before().state();
        EngineSnapshot after = change.after();
        String engine = "engine=%s run=%d".formatted(after.spec().name(), after.run());
        switch (after.state()) {
            case EngineState.Starting starting -> phase(engine, starting);
            case EngineState.Ready ready -> ready(engine, before, ready, scene.run());
            case EngineState.Sleeping(_, var stage) ->
                    LOG.log(
                            Level.INFO,
                            "engine rested %s stage=%s"
                                    .formatted(engine, stage.name().toLowerCase(Locale.ROOT)));
            case EngineState.Draining(_, var deadline) ->
                    LOG.log(
                            Level.INFO,
                            "engine drain began %s deadline=%s".formatted(engine, deadline));
            case EngineState.BackingOff(Crash crash, var until) ->
                    crashed(change, crash, "restart-at=" + until, scene);
            case EngineState.Failed(Crash crash) -> crashed(change, crash, "restart=never", scene);
            case EngineState.Stopped _ -> LOG.log(Level.INFO, "engine stopped " + engine);
        }
    }

    private static void phase(String engine, EngineState.Starting starting) {
        if (starting.percent() > 0) {
            LOG.log(
                    Level.INFO,
                    "engine phase began %s phase=\"%s\" percent=%d"
                            .formatted(engine, starting.phase(), starting.percent()));
        }
    }

    private void ready(
            String engine, EngineState before, EngineState.Ready ready, Optional<EngineRun> run) {
        if (before instanceof EngineState.Starting starting && run.isPresent()) {
            Duration took = Duration.between(starting.since(), ready.since());
            String key = run.get().order().estimate().key();
            disk.execute(() -> starts.remember(key, took));
            LOG.log(Level.INFO, "engine answered %s after=%dms".formatted(engine, took.toMillis()));
        }
        if (before instanceof EngineState.Sleeping sleeping) {
            Duration took = Duration.between(sleeping.since(), ready.since());
            LOG.log(Level.INFO, "engine woke %s after=%dms".formatted(engine, took.toMillis()));
        }
    }

    private void crashed(StateChange change, Crash crash, String restart, Scene scene) {
        if (change.newCrash().isEmpty()) {
            return;
        }
        EngineSnapshot after = change.after();
        LOG.log(
                after.state() instanceof EngineState.Failed ? Level.ERROR : Level.WARNING,
                "engine crashed engine=%s run=%d cause=%s %s detail=\"%s\""
                        .formatted(
                                after.spec().name(),
                                after.run(),
                                crash.cause().label(),
                                restart,
                                crash.detail()));
        CrashBundles.Bundle bundle = bundle(after, crash, scene);
        // the driver's tool may take its time
        disk.execute(() -> crashes.keep(bundle.with("GPUs", table())));
    }

    private List<String> table() {
        return gpus.visible().stream()
                .map(gpu ->
                        "%d: %d of %d MiB used".formatted(gpu.index(), gpu.used(), gpu.memory()))
                .toList();
    }

    private static CrashBundles.Bundle bundle(EngineSnapshot after, Crash crash, Scene scene) {
        Optional<EngineRun> run = scene.run();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("cause", crash.cause().label());
        facts.put("detail", crash.detail());
        run.ifPresent(latest -> facts.putAll(latest.facts()));
        Map<String, List<String>> sections = new LinkedHashMap<>();
        sections.put("last lines of output", run.map(EngineRun::log).orElse(List.of()));
        sections.put("requests in flight", scene.requestIds());
        sections.put(
                "last metrics",
                run.map(latest -> latest.inspect().metrics().lines().toList()).orElse(List.of()));
        return new CrashBundles.Bundle(
                after.spec().name(), after.run(), crash.at(), facts, sections);
    }
}
