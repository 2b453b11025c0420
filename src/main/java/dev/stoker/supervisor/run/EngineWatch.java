package dev.stoker.supervisor.run;

import dev.stoker.engine.EngineDialect.Nap;
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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// Asks one run of an engine how it is, until it answers, and from then on whether it still
/// computes, but for the time that it sleeps; what it learns becomes events.
///
/// Asks on a thread of its own, one question at a time, so that a slow answer delays nobody.
final class EngineWatch {
    private static final System.Logger LOG = System.getLogger("dev.stoker.supervisor");
    private static final Duration EAGER = Duration.ofMillis(250);
    private static final Duration PATIENT = Duration.ofSeconds(1);
    private static final Duration EAGER_FOR = Duration.ofSeconds(30);
    private static final Duration NAP_CALL = Duration.ofMinutes(2);
    private static final int WARMING_UP = 95;
    private static final int MOST_SAVED = 4;

    private final HealthProbe.Target target;
    private final long run;
    private final Senses senses;
    private final Consumer<EngineEvent> mailbox;
    private final BlockingQueue<Order> orders = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean answered;
    private volatile String metrics = "";
    private Vitals lastVitals = Vitals.unreachable(); // the thread's own
    private int looksSaved; // in a row; the thread's own

    /// What a watch perceives with.
    record Senses(HealthProbe probe, InstantSource clock, IntSupplier inFlight) {}

    private enum Order {
        SLEEP,
        WAKE,
        END
    }

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

    void sleep() {
        orders.add(Order.SLEEP);
    }

    void wake() {
        orders.add(Order.WAKE);
    }

    void end() {
        orders.add(Order.END);
        thread.interrupt();
    }

    boolean hasAnswered() {
        return answered;
    }

    /// What the engine told last, and what was asked of it.
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
            while (awaitAnswer() && watchProgress() == Order.SLEEP) {
                if (fallAsleep() && (orders.take() != Order.WAKE || !wakeUp())) {
                    return;
                }
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean awaitAnswer() throws InterruptedException {
        Instant begin = now();
        String missing = "";
        while (next(pauseSince(begin)) == null) {
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

    private Order watchProgress() throws InterruptedException {
        HealthCheck health = target.spec().operation().health();
        var progress = new ProgressWatch(health.hangAfter(), now());
        while (true) {
            Order order = next(progress.nextLook(health.interval()));
            if (order != null) {
                return order;
            }
            int inFlight = senses.inFlight().getAsInt();
            look(inFlight);
            switch (progress.look(now(), lastVitals, inFlight)) {
                case Verdict.Fine _ -> {}
                case Verdict.Ask(Duration timeout) -> ask(timeout, progress);
                case Verdict.Hung(String detail) -> {
                    lose(CrashCause.HUNG, detail);
                    return Order.END;
                }
            }
        }
    }

    /// Most looks at many idle engines would be in vain: nothing can have moved.
    private void look(int inFlight) throws InterruptedException {
        boolean idle = inFlight == 0 && lastVitals.isIdle();
        looksSaved = idle && looksSaved < MOST_SAVED ? looksSaved + 1 : 0;
        if (looksSaved == 0) {
            lastVitals = senses.probe().vitals(target);
            if (!lastVitals.page().isEmpty()) {
                metrics = lastVitals.page(); // what a silent engine last told explains its crash
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

    /// An engine that refuses to sleep goes on serving, and is watched again.
    private boolean fallAsleep() throws InterruptedException {
        Optional<String> complaint = call(nap().sleep());
        if (complaint.isEmpty()) {
            mailbox.accept(new EngineEvent.FellAsleep(run, now()));
            return true;
        }
        LOG.log(
                Level.WARNING,
                "engine did not fall asleep engine=%s run=%d reason=\"%s\""
                        .formatted(target.spec().name(), run, complaint.get()));
        mailbox.accept(new EngineEvent.StayedAwake(run, now()));
        return false;
    }

    private boolean wakeUp() throws InterruptedException {
        Optional<String> complaint = call(nap().wake());
        complaint.ifPresent(reason -> lose(CrashCause.NOT_WOKEN, "it did not wake: " + reason));
        return complaint.isEmpty();
    }

    private Optional<String> call(Nap.Call call) throws InterruptedException {
        return senses.probe().call(target, call, NAP_CALL);
    }

    private Nap nap() {
        return target.spec().dialect().nap().orElseThrow();
    }

    private void lose(CrashCause cause, String detail) {
        Crash crash = new Crash(cause, detail, now());
        mailbox.accept(new EngineEvent.Lost(run, crash.at(), crash));
    }

    private @Nullable Order next(Duration patience) throws InterruptedException {
        return orders.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Instant now() {
        return senses.clock().instant();
    }

    private Duration pauseSince(Instant begin) {
        return now().isBefore(begin.plus(EAGER_FOR)) ? EAGER : PATIENT;
    }
}
