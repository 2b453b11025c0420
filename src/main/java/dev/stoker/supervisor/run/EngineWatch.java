package dev.stoker.supervisor.run;

import dev.stoker.engine.Operation.HealthCheck;
import dev.stoker.supervisor.Crash;
import dev.stoker.supervisor.CrashCause;
import dev.stoker.supervisor.EngineEvent;
import dev.stoker.supervisor.probe.HealthProbe;
import dev.stoker.supervisor.probe.HealthProbe.Readiness;
import dev.stoker.supervisor.probe.ProgressWatch;
import dev.stoker.supervisor.process.Workers;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Asks one run of an engine how it is, until it answers, and from then on whether it still
/// computes, but for the time that it sleeps; what it learns becomes events. Asks on a thread of
/// its own, one question at a time: a slow answer delays nobody.
final class EngineWatch {
    private static final System.Logger LOG = System.getLogger("dev.stoker.supervisor");
    private static final int WARMING_UP = 95;

    private final EngineRun.Order order;
    private final HealthCheck health;
    private final Pulse.Senses senses;
    private final Consumer<EngineEvent> mailbox;
    private final HealthProbe.Target target;
    private final Pulse pulse;
    private final LookPace pace;
    private final Rest rest;
    private final BlockingQueue<Wish> wishes = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile Supplier<Workers> roll = Workers::none;
    private volatile boolean answered;

    private enum Wish {
        LOOK,
        SLEEP,
        WAKE,
        END
    }

    EngineWatch(EngineRun.Order order, Pulse.Senses senses, Consumer<EngineEvent> mailbox) {
        this.order = order;
        this.health = order.spec().operation().health();
        this.senses = senses;
        this.mailbox = mailbox;
        this.target = new HealthProbe.Target(order.spec(), order.endpoint());
        this.pulse = new Pulse(target, senses);
        this.pace = new LookPace(now(), order.estimate().usual());
        this.rest = new Rest(order, senses, mailbox);
        this.thread =
                Thread.ofVirtual()
                        .name("watch-%s-%d".formatted(order.spec().name(), order.run()))
                        .unstarted(this::watch);
    }

    /// @param workers who must live on once the engine has answered
    void begin(Supplier<Workers> workers) {
        roll = workers;
        thread.start();
    }

    /// The engine said that it came further: it may answer from now on.
    void cameFurther() {
        pace.sign(now());
        wishes.add(Wish.LOOK);
    }

    /// Requests were sent to an engine that had none; they may be over by now.
    void requestsCame() {
        if (pulse.rests()) {
            pulse.stir();
            wishes.add(Wish.LOOK);
        }
    }

    void sleep() {
        wishes.add(Wish.SLEEP);
    }

    void wake() {
        wishes.add(Wish.WAKE);
    }

    void end() {
        wishes.add(Wish.END);
        thread.interrupt();
    }

    boolean hasAnswered() {
        return answered;
    }

    /// A stop ends the workers, too: none is missed from now on.
    void expectEnd() {
        roll = Workers::none;
        pulse.watch(Workers.none());
    }

    /// What the engine told last, and what was asked of it.
    Map<String, String> facts() {
        return Map.of("in-flight", String.valueOf(senses.inFlight().getAsInt()));
    }

    /// The engine's metrics as it last wrote them.
    String metrics() {
        return pulse.metrics();
    }

    private void watch() {
        try {
            while (awaitAnswer() && restsAndWakes()) {
                // it was woken, and is yet to answer
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean awaitAnswer() throws InterruptedException {
        String missing = "";
        while (next(pace.pause(now())) == null) {
            Readiness readiness = senses.probe().readiness(target);
            switch (readiness.stage()) {
                case SILENT -> {}
                case UP ->
                        mailbox.accept(
                                new EngineEvent.PhaseSeen(
                                        order.run(), now(), "warming up", WARMING_UP));
                case ANSWERS -> {
                    answered = true;
                    pulse.watch(roll.get());
                    mailbox.accept(new EngineEvent.Answered(order.run(), now()));
                    return true;
                }
            }
            if (!readiness.detail().equals(missing)) {
                missing = readiness.detail();
                LOG.log(Level.DEBUG, "not ready engine=" + order.spec().name() + " " + missing);
            }
        }
        return false;
    }

    /// Watches an engine that serves, also behind a refusal to sleep: to wait for its next answer
    /// then would be to overlook that it hangs.
    ///
    /// @return whether it slept and is awake again, so that its next answer must be awaited
    private boolean restsAndWakes() throws InterruptedException {
        var progress = new ProgressWatch(health.hangAfter(), now());
        while (watchProgress(progress) == Wish.SLEEP) {
            if (rest.begin()) {
                return nextButLook() == Wish.WAKE && rest.end();
            }
        }
        return false;
    }

    private Wish watchProgress(ProgressWatch progress) throws InterruptedException {
        while (true) {
            Wish wish = next(pulse.patience(progress, health.interval()));
            if (wish != null) {
                return wish;
            }
            Optional<Pulse.Ailment> ill = pulse.feel(progress);
            if (ill.isPresent()) {
                lose(ill.get().cause(), ill.get().detail());
                return Wish.END;
            }
        }
    }

    private void lose(CrashCause cause, String detail) {
        Crash crash = new Crash(cause, detail, now());
        mailbox.accept(new EngineEvent.Lost(order.run(), crash.at(), crash));
    }

    /// The next wish but a look, which means that the patience is over.
    private @Nullable Wish next(Duration patience) throws InterruptedException {
        Wish wish = wishes.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        return wish == Wish.LOOK ? null : wish;
    }

    private Wish nextButLook() throws InterruptedException {
        Wish wish = wishes.take();
        return wish == Wish.LOOK ? nextButLook() : wish;
    }

    private Instant now() {
        return senses.clock().instant();
    }
}
