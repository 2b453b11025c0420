package dev.stoker.supervisor.run;

import dev.stoker.supervisor.CrashCause;
import dev.stoker.supervisor.probe.HealthProbe;
import dev.stoker.supervisor.probe.ProgressWatch;
import dev.stoker.supervisor.probe.ProgressWatch.Verdict;
import dev.stoker.supervisor.probe.Vitals;
import dev.stoker.supervisor.process.Workers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.IntSupplier;

/// Feels whether an engine that serves still computes. Belongs to one thread, but for the metrics.
final class Pulse {
    private static final Duration LONGEST_REST = Duration.ofSeconds(20);

    private final HealthProbe.Target target;
    private final Senses senses;
    private volatile String metrics = "";
    private Vitals lastVitals = Vitals.unreachable();
    private Instant lastLook = Instant.MIN;
    private volatile boolean rests;
    private volatile boolean stirred;
    private volatile Workers workers = Workers.none();

    /// What an engine is perceived with.
    ///
    /// @param inFlight requests that Stoker waits for
    record Senses(HealthProbe probe, InstantSource clock, IntSupplier inFlight) {}

    Pulse(HealthProbe.Target target, Senses senses) {
        this.target = target;
        this.senses = senses;
    }

    /// Why an engine counts as lost.
    record Ailment(CrashCause cause, String detail) {}

    /// Misses any of these from now on.
    void watch(Workers present) {
        workers = present;
    }

    /// The engine's metrics as it last wrote them.
    String metrics() {
        return metrics;
    }

    /// One look, and a question if the progress so far asks for it.
    ///
    /// @return how it shows that a worker died or the engine hangs; empty while neither does
    Optional<Ailment> feel(ProgressWatch progress) throws InterruptedException {
        Optional<String> missing = workers.missing();
        if (missing.isPresent()) {
            return Optional.of(new Ailment(CrashCause.WORKER_DIED, missing.get()));
        }
        int inFlight = senses.inFlight().getAsInt();
        if (rests && inFlight > 0) {
            progress.rested(senses.clock().instant());
        }
        look(inFlight);
        return switch (progress.look(senses.clock().instant(), lastVitals, inFlight)) {
            case Verdict.Fine _ -> Optional.empty();
            case Verdict.Hung(String detail) -> Optional.of(new Ailment(CrashCause.HUNG, detail));
            case Verdict.Ask(Duration timeout) -> {
                ask(timeout, progress);
                yield Optional.empty();
            }
        };
    }

    /// Whether nothing has moved since the last look unless requests came: whoever sends some after
    /// this is true must say so, those before it are seen.
    boolean rests() {
        return rests;
    }

    /// Requests came; they may be over by now. It is looked at anew, and once more after that.
    void stir() {
        stirred = true;
    }

    /// How long nobody need look: until a canary is due where nothing can move before, though its
    /// figures must not become old; else that interval.
    Duration patience(ProgressWatch progress, Duration interval) {
        boolean idle = rests && senses.inFlight().getAsInt() == 0;
        if (!idle || !workers.roll().isEmpty()) {
            return progress.nextLook(interval);
        }
        Duration canary = progress.nextCanary(interval);
        return canary.compareTo(LONGEST_REST) < 0 ? canary : LONGEST_REST;
    }

    /// Looks at idle engines would be in vain. After requests and canaries one more look is needed:
    /// its page is the one to show until the next.
    private void look(int inFlight) throws InterruptedException {
        Instant now = senses.clock().instant();
        boolean calm = inFlight == 0 && !stirred;
        if (rests && calm && now.isBefore(lastLook.plus(LONGEST_REST))) {
            return;
        }
        lastLook = now;
        stirred = false;
        lastVitals = senses.probe().vitals(target);
        rests = calm && lastVitals.isIdle();
        if (!lastVitals.page().isEmpty()) {
            metrics = lastVitals.page(); // what a silent engine last told explains its crash
        }
    }

    private void ask(Duration timeout, ProgressWatch progress) throws InterruptedException {
        rests = false;
        Optional<String> complaint = senses.probe().canary(target, timeout);
        if (complaint.isPresent()) {
            progress.notAnswered(senses.clock().instant(), complaint.get());
            return;
        }
        progress.answered(senses.clock().instant());
    }
}
