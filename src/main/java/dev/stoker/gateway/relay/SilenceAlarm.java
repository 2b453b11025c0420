package dev.stoker.gateway.relay;

import io.vertx.core.Vertx;
import java.time.Duration;

/// Goes off when nothing was heard for so long; one timer however much is heard.
final class SilenceAlarm {
    private final Vertx vertx;
    private final long limit;
    private final Runnable alarm;
    private long heard = System.nanoTime();
    private long timer;

    private SilenceAlarm(Vertx vertx, Duration limit, Runnable alarm) {
        this.vertx = vertx;
        this.limit = limit.toNanos();
        this.alarm = alarm;
    }

    static SilenceAlarm set(Vertx vertx, Duration limit, Runnable alarm) {
        SilenceAlarm silence = new SilenceAlarm(vertx, limit, alarm);
        silence.sleep(silence.limit);
        return silence;
    }

    void heard() {
        heard = System.nanoTime();
    }

    void stop() {
        vertx.cancelTimer(timer);
    }

    private void sleep(long nanos) {
        timer = vertx.setTimer(Math.max(1, nanos / 1_000_000), _ -> wake());
    }

    private void wake() {
        long left = limit - (System.nanoTime() - heard);
        // timers count whole milliseconds
        if (left < 1_000_000) {
            alarm.run();
        } else {
            sleep(left);
        }
    }
}
