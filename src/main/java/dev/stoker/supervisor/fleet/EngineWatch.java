package dev.stoker.supervisor.fleet;

import dev.stoker.engine.Operation.HealthCheck;
import dev.stoker.supervisor.Crash;
import dev.stoker.supervisor.CrashCause;
import dev.stoker.supervisor.EngineEvent;
import dev.stoker.supervisor.probe.HealthProbe;
import dev.stoker.supervisor.probe.HealthProbe.Readiness;
import dev.stoker.supervisor.probe.ProgressWatch;
import dev.stoker.supervisor.probe.ProgressWatch.Verdict;
import dev.stoker.supervisor.probe.Vitals;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/// Asks one run of an engine how it is, until it answers, and from then on whether it still
/// computes; what it learns becomes events.
///
/// Asks on a thread of its own, one question at a time, so that a slow answer delays nobody.
final class EngineWatch {
    private static final System.Logger LOG = System.getLogger("dev.stoker.supervisor");
    private static final Duration EAGER = Duration.ofMillis(250);
    private static final Duration PATIENT = Duration.ofSeconds(1);
    private static final Duration EAGER_FOR = Duration.ofSeconds(30);
    private static final int WARMING_UP = 95;

    private final HealthProbe.Target target;
    private final long run;
    private final Senses senses;
    private final Consumer<EngineEvent> mailbox;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean answered;
    private volatile String metrics = "";

    /// What a watch perceives with.
    record Senses(HealthProbe probe, InstantSource clock, IntSupplier inFlight) {}

    EngineWatch(HealthProbe.Target target, long run, Senses senses, Consumer<EngineEvent> mailbox) {
        this.target = target;
        this.run = run;
        this.senses = senses;
        this.mailbox = mailbox;
        this.thread =
                Thread.ofVirtual()
                        .name("watch-%s-%d".formatted(target.spec().name(), run))
                        .unstarted(this::watch);
    }

    void begin() {
        thread.start();
    }

    void end() {
        over.countDown();
        thread.interrupt();
    }

    boolean hasAnswered() {
        return answered;
    }

    Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("in-flight", String.valueOf(senses.inFlight().getAsInt()));
        return facts;
    }

    /// The engine's metrics as it last wrote them.
    String metrics() {
        return metrics;
    }

    private void watch() {
        try {
            if (awaitAnswer()) {
                watchProgress();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean awaitAnswer() throws InterruptedException {
        Instant begin = now();
        String missing = "";
        while (!over.await(pauseSince(begin).toMillis(), TimeUnit.MILLISECONDS)) {
            Readiness readiness = senses.probe().readiness(target);
            switch (readiness.stage()) {
                case SILENT -> {}
                case UP ->
                        mailbox.accept(
                                new EngineEvent.PhaseSeen(run, now(), "warming up", WARMING_UP));
                case ANSWERS -> {
                    answered = true;
                    mailbox.accept(new EngineEvent.Answered(run, now()));
                    return true;
                }
            }
            if (!readiness.detail().equals(missing)) {
                missing = readiness.detail();
                LOG.log(Level.DEBUG, "not ready engine=" + target.spec().name() + " " + missing);
            }
        }
        return false;
    }

    private void watchProgress() throws InterruptedException {
        HealthCheck health = target.spec().operation().health();
        var progress = new ProgressWatch(health.hangAfter(), now());
        while (!over.await(
                progress.nextLook(health.interval()).toMillis(), TimeUnit.MILLISECONDS)) {
            Vitals vitals = senses.probe().vitals(target);
            if (!vitals.page().isEmpty()) {
                metrics = vitals.page(); // what a silent engine last told explains its crash
            }
            switch (progress.look(now(), vitals, senses.inFlight().getAsInt())) {
                case Verdict.Fine _ -> {}
                case Verdict.Ask(Duration timeout) -> ask(timeout, progress);
                case Verdict.Hung(String detail) -> {
                    Crash crash = new Crash(CrashCause.HUNG, detail, now());
                    mailbox.accept(new EngineEvent.Lost(run, crash.at(), crash));
                    return;
                }
            }
        }
    }

    private void ask(Duration timeout, ProgressWatch progress) throws InterruptedException {
        Optional<String> complaint = senses.probe().canary(target, timeout);
        if (complaint.isPresent()) {
            progress.notAnswered(now(), complaint.get());
            return;
        }
        progress.answered(now());
    }

    private Instant now() {
        return senses.clock().instant();
    }

    private Duration pauseSince(Instant begin) {
        return now().isBefore(begin.plus(EAGER_FOR)) ? EAGER : PATIENT;
    }
}
