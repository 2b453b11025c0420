package dev.stoker.gateway.relay.answer;

import io.vertx.core.Vertx;
import java.time.Duration;

/// Goes off when nothing was heard of an engine for so long, and until then ticks whenever a
/// waiting client should hear something; one timer however much is heard.
public final class SilenceAlarm {
    /// Hears of silence.
    public interface Listener {
        /// Nothing was heard for a while, and the client is still waiting.
        void stillWaiting();

        /// Nothing was heard for too long.
        void silent();
    }

    private final Vertx vertx;
    private final long limit;
    private final Listener listener;
    private long pulse = Long.MAX_VALUE;
    private long heard = System.nanoTime();
    private long ticked = heard;
    private long timer;
    private boolean stopped;

    private SilenceAlarm(Vertx vertx, Duration limit, Listener listener) {
        this.vertx = vertx;
        this.limit = limit.toNanos();
        this.listener = listener;
    }

    /// @param limit of silence
    /// @param pulse how often a waiting client should hear something; zero for never
    public static SilenceAlarm set(Vertx vertx, Duration limit, Duration pulse, Listener listener) {
        SilenceAlarm alarm = new SilenceAlarm(vertx, limit, listener);
        alarm.tickEvery(pulse);
        alarm.sleep(alarm.left(alarm.heard));
        return alarm;
    }

    /// Ticks from now on, where it did not.
    public void pulse(Duration every) {
        if (pulse == Long.MAX_VALUE && !every.isZero() && !stopped) {
            tickEvery(every);
            vertx.cancelTimer(timer);
            sleep(left(System.nanoTime()));
        }
    }

    /// @param now by `System.nanoTime`
    public void heard(long now) {
        heard = now;
    }

    public void stop() {
        stopped = true;
        vertx.cancelTimer(timer);
    }

    private void tickEvery(Duration every) {
        if (!every.isZero()) {
            pulse = every.toNanos();
        }
    }

    private long left(long now) {
        long sinceTick = Math.min(now - ticked, now - heard);
        return Math.min(limit - (now - heard), pulse - sinceTick);
    }

    private void sleep(long nanos) {
        timer = vertx.setTimer(Math.max(1, nanos / 1_000_000), _ -> wake());
    }

    // timers count whole milliseconds
    private void wake() {
        long now = System.nanoTime();
        if (limit - (now - heard) < 1_000_000) {
            stopped = true;
            listener.silent();
            return;
        }
        if (left(now) < 1_000_000) {
            ticked = now;
            listener.stillWaiting();
        }
        if (!stopped) {
            sleep(left(now));
        }
    }
}
