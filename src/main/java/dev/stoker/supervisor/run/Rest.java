package dev.stoker.supervisor.run;

import dev.stoker.engine.EngineDialect.Nap;
import dev.stoker.supervisor.Crash;
import dev.stoker.supervisor.CrashCause;
import dev.stoker.supervisor.EngineEvent;
import dev.stoker.supervisor.probe.HealthProbe;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/// Has an engine give its GPU memory up and take it back, which may last long; what comes of it
/// becomes events.
///
/// @param order can rest
record Rest(EngineRun.Order order, Pulse.Senses senses, Consumer<EngineEvent> mailbox) {
    private static final System.Logger LOG = System.getLogger("dev.stoker.supervisor");
    private static final Duration CALL = Duration.ofMinutes(2);

    /// An engine that refuses to sleep goes on serving.
    ///
    /// @return whether it sleeps
    boolean begin() throws InterruptedException {
        Optional<String> complaint = call(nap().sleep());
        if (complaint.isEmpty()) {
            mailbox.accept(new EngineEvent.FellAsleep(order.run(), now()));
            return true;
        }
        LOG.log(
                Level.WARNING,
                "engine did not fall asleep engine=%s run=%d reason=\"%s\""
                        .formatted(order.spec().name(), order.run(), complaint.get()));
        mailbox.accept(new EngineEvent.StayedAwake(order.run(), now()));
        return false;
    }

    /// An engine that does not wake is lost.
    ///
    /// @return whether it is awake
    boolean end() throws InterruptedException {
        Optional<String> complaint = call(nap().wake());
        complaint.ifPresent(reason -> {
            var crash = new Crash(CrashCause.NOT_WOKEN, "it did not wake: " + reason, now());
            mailbox.accept(new EngineEvent.Lost(order.run(), crash.at(), crash));
        });
        return complaint.isEmpty();
    }

    private Optional<String> call(Nap.Call call) throws InterruptedException {
        var target = new HealthProbe.Target(order.spec(), order.endpoint());
        return senses.probe().call(target, call, CALL);
    }

    private Nap nap() {
        return order.spec().dialect().nap().orElseThrow();
    }

    private Instant now() {
        return senses.clock().instant();
    }
}
