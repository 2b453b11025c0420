package dev.stoker.gateway.relay.intake;

import dev.stoker.gateway.relay.watch.Watch;
import dev.stoker.gateway.relay.watch.Watched;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/// What one request may take of memory and time while its body arrives; used by one thread.
///
/// A client that sends nothing for too long, or not all in time, is a slow sender. The time in
/// which Stoker itself did not read does not count.
public final class Reception implements Watched {
    private final IntakeLimits limits;
    private final HeldBytes.Share share;
    private final Vertx vertx;
    private long begun = System.nanoTime();
    private long heard = begun;
    private long pausedSince;
    private boolean paused;
    private boolean over;
    private Watch.@Nullable Post post;
    private Runnable tooSlow = () -> {};

    Reception(Vertx vertx, IntakeLimits limits, HeldBytes held) {
        this.vertx = vertx;
        this.limits = limits;
        this.share = held.share();
    }

    /// @param action what is done about a sender that is too slow from now on
    public void ifTooSlow(Runnable action) {
        tooSlow = action;
        if (post == null && !over) {
            post = Watch.over(vertx, this);
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
        if (post != null) {
            post.end();
        }
    }

    /// What was held is held no longer.
    public void release() {
        share.release();
    }

    boolean hold(long bytes) {
        return share.take(bytes);
    }

    @Override
    public long left(long now) {
        return paused
                ? limits.idle().toNanos()
                : Math.min(
                        limits.idle().toNanos() - (now - heard),
                        limits.total().toNanos() - (now - begun));
    }

    @Override
    public void due() {
        received();
        tooSlow.run();
    }
}
