package dev.stoker.gateway.relay.answer;

import dev.stoker.gateway.relay.watch.Watch;
import dev.stoker.gateway.relay.watch.Watched;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Goes off when nothing was heard of an engine for so long, and until then ticks whenever a
/// waiting client should hear something.
public final class SilenceAlarm implements Watched {
    /// Hears of silence.
    public interface Listener {
        /// Nothing was heard for a while, and the client is still waiting.
        void stillWaiting();

        /// Nothing was heard for too long.
        void silent();
    }

    private final long limit;
    private final Listener listener;
    private long pulse = Long.MAX_VALUE;
    private long heard = System.nanoTime();
    private long ticked = heard;
    private Watch.@Nullable Post post;

    private SilenceAlarm(Duration limit, Listener listener) {
        this.limit = limit.toNanos();
        this.listener = listener;
    }

    /// @param limit of silence
    /// @param pulse how often a waiting client should hear something; zero for never
    public static SilenceAlarm set(Vertx vertx, Duration limit, Duration pulse, Listener listener) {
        SilenceAlarm alarm = new SilenceAlarm(limit, listener);
        alarm.tickEvery(pulse);
        alarm.post = Watch.over(vertx, alarm);
        return alarm;
    }

    /// Ticks from now on, where it did not.
    public void pulse(Duration every) {
        if (pulse == Long.MAX_VALUE && !every.isZero() && post != null) {
            tickEvery(every);
            post.sooner();
        }
    }

    /// @param now by `System.nanoTime`
    public void heard(long now) {
        heard = now;
    }

    public void stop() {
        if (post != null) {
            post.end();
            post = null;
        }
    }

    private void tickEvery(Duration every) {
        if (!every.isZero()) {
            pulse = every.toNanos();
        }
    }

    @Override
    public long left(long now) {
        long sinceTick = Math.min(now - ticked, now - heard);
        return Math.min(limit - (now - heard), pulse - sinceTick);
    }

    @Override
    public void due() {
        long now = System.nanoTime();
        if (limit - (now - heard) <= 0) {
            stop();
            listener.silent();
        } else {
            ticked = now;
            listener.stillWaiting();
        }
    }
}
