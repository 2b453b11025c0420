package dev.stoker.supervisor.probe;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

/// Tells a hung engine from a busy one and from an idle one, by its progress alone.
///
/// Progress is a moved heartbeat or an answered canary. Two silences are counted apart:
/// - with requests running, until the heartbeat moves. It may last `hangAfter`, or three times the
///   longest pause that this run has recovered from, though never three times `hangAfter`: the slow
///   steps of a long prefill on a slow machine are learnt. Clients that give up and try again do
///   not restart it;
/// - with nothing running, until a canary is due after half of `hangAfter`. A canary that is not
///   answered in the other half means that the engine hangs.
///
/// An engine without a heartbeat is never hung while it is busy and reachable: nothing shows
/// whether it computes. Health endpoints do not count: they answer while workers hang.
///
/// Time between two looks counts at most half of `hangAfter`: when Stoker itself was stopped or the
/// clock jumped, that says nothing about the engine.
public final class ProgressWatch {
    private static final int SLOWER_THAN_EVER = 3;

    /// What to do after a look.
    public sealed interface Verdict {
        record Fine() implements Verdict {}

        /// Idle for long: ask for one token, within that time.
        record Ask(Duration timeout) implements Verdict {}

        /// @param detail for a person: what did not move, for how long
        record Hung(String detail) implements Verdict {}
    }

    private final Duration hangAfter;
    private final Duration longestGap;
    private Instant lastLook;
    private OptionalDouble heartbeat = OptionalDouble.empty();
    private Duration busySilence = Duration.ZERO;
    private Duration idleSilence = Duration.ZERO;
    private Duration longestPause = Duration.ZERO;
    private String lastComplaint = "no canary was sent";

    /// @param begin when the engine was last known to answer
    public ProgressWatch(Duration hangAfter, Instant begin) {
        this.hangAfter = hangAfter;
        this.longestGap = hangAfter.dividedBy(2);
        this.lastLook = begin;
    }

    /// One look at the engine.
    ///
    /// @param inFlight requests that Stoker waits for: the engine's own gauge stands still when the
    ///   engine does
    public Verdict look(Instant now, Vitals vitals, int inFlight) {
        Duration passed = passedUntil(now);
        boolean busy = vitals.busy() || inFlight > 0;
        if (moved(vitals)) {
            longestPause = longer(longestPause, shorter(busySilence, hangAfter));
            forget();
            return new Verdict.Fine();
        }
        if (!vitals.reachable()) {
            return unreachable(passed);
        }
        return busy ? whileBusy(passed) : whileIdle(passed);
    }

    /// Nobody looked until now, as the engine had nothing to do: that time is none of the request's
    /// that came.
    public void rested(Instant now) {
        idleSilence = idleSilence.plus(passedUntil(now));
    }

    /// A canary was answered.
    public void answered(Instant now) {
        lastLook = now;
        forget();
    }

    /// A canary was not answered; the next look tells whether the engine moved meanwhile.
    ///
    /// @param complaint what came instead
    public void notAnswered(Instant now, String complaint) {
        idleSilence = idleSilence.plus(passedUntil(now));
        lastComplaint = complaint;
    }

    /// How long until the next look should come, at most that interval.
    public Duration nextLook(Duration interval) {
        Duration left = hangAfter.minus(longer(busySilence, idleSilence));
        return left.isPositive() && left.compareTo(interval) < 0 ? left : interval;
    }

    /// How long until a canary is due, if the engine stays idle; at most that interval once it is.
    public Duration nextCanary(Duration interval) {
        Duration left = longestGap.minus(idleSilence);
        return left.isPositive() ? left : nextLook(interval);
    }

    private Verdict whileBusy(Duration passed) {
        if (heartbeat.isEmpty()) {
            forget();
            return new Verdict.Fine();
        }
        busySilence = busySilence.plus(passed);
        Duration limit = longer(hangAfter, longestPause.multipliedBy(SLOWER_THAN_EVER));
        return busySilence.compareTo(limit) < 0
                ? new Verdict.Fine()
                : new Verdict.Hung(
                        "requests ran and the engine's counter did not move for "
                                + words(busySilence));
    }

    private Verdict whileIdle(Duration passed) {
        idleSilence = idleSilence.plus(passed);
        if (idleSilence.compareTo(hangAfter) >= 0) {
            return new Verdict.Hung(
                    "idle, and no token was computed within %s: %s"
                            .formatted(words(idleSilence), lastComplaint));
        }
        return idleSilence.compareTo(longestGap) < 0
                ? new Verdict.Fine()
                : new Verdict.Ask(longestGap);
    }

    private Verdict unreachable(Duration passed) {
        busySilence = busySilence.plus(passed);
        if (idleSilence.compareTo(longestGap) >= 0) {
            idleSilence = idleSilence.plus(passed); // a canary is still owed
        }
        Duration silence = longer(busySilence, idleSilence);
        return silence.compareTo(hangAfter) < 0
                ? new Verdict.Fine()
                : new Verdict.Hung("no answer to any question for " + words(silence));
    }

    private boolean moved(Vitals vitals) {
        if (vitals.heartbeat().isEmpty() || vitals.heartbeat().equals(heartbeat)) {
            return false;
        }
        heartbeat = vitals.heartbeat();
        return true;
    }

    private Duration passedUntil(Instant now) {
        Duration passed = Duration.between(lastLook, now);
        lastLook = now;
        if (passed.isNegative()) {
            return Duration.ZERO;
        }
        return shorter(passed, longestGap);
    }

    private void forget() {
        busySilence = Duration.ZERO;
        idleSilence = Duration.ZERO;
    }

    private static String words(Duration silence) {
        return silence.toSeconds() + " s";
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
