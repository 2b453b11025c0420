package dev.stoker.gateway.relay.intake;

import io.vertx.core.Vertx;

/// What one request may take of memory and time while its body arrives; used by one thread.
///
/// A client that sends nothing for too long, or not all in time, is a slow sender. The time in
/// which Stoker itself did not read does not count.
public final class Reception {
    private final IntakeLimits limits;
    private final HeldBytes.Share share;
    private final Vertx vertx;
    private long begun = System.nanoTime();
    private long heard = begun;
    private long pausedSince;
    private boolean paused;
    private boolean over;
    private long timer = -1;
    private Runnable tooSlow = () -> {};

    Reception(Vertx vertx, IntakeLimits limits, HeldBytes held) {
        this.vertx = vertx;
        this.limits = limits;
        this.share = held.share();
    }

    /// @param action what is done about a sender that is too slow from now on
    public void ifTooSlow(Runnable action) {
        tooSlow = action;
        if (timer < 0 && !over) {
            sleep(limits.idle().toNanos());
        }
    }

    /// More of the body came.
    public void heard() {
        heard = System.nanoTime();
    }

    /// The client is not listened to until [#resume].
    public void pause() {
        if (!paused) {
            paused = true;
            pausedSince = System.nanoTime();
        }
    }

    public void resume() {
        if (paused) {
            paused = false;
            heard = System.nanoTime();
            begun += heard - pausedSince;
        }
    }

    /// All of the body came, or no more is wanted.
    public void received() {
        over = true;
        vertx.cancelTimer(timer);
    }

    /// What was held is held no longer.
    public void release() {
        share.release();
    }

    boolean hold(long bytes) {
        return share.take(bytes);
    }

    private void sleep(long nanos) {
        timer = vertx.setTimer(Math.max(1, nanos / 1_000_000), _ -> wake());
    }

    private void wake() {
        long now = System.nanoTime();
        long left =
                paused
                        ? limits.idle().toNanos()
                        : Math.min(
                                limits.idle().toNanos() - (now - heard),
                                limits.total().toNanos() - (now - begun));
        // timers count whole milliseconds
        if (left >= 1_000_000) {
            sleep(left);
        } else {
            over = true;
            tooSlow.run();
        }
    }
}
