package dev.stoker.gateway.relay.intake;

import dev.stoker.gateway.relay.watch.Watch;
import dev.stoker.gateway.relay.watch.Watched;
import io.netty.buffer.ByteBuf;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// How one request's body arrives, and what it may take of memory and time; used by one thread.
///
/// A client that sends nothing for too long, or not all in time, is a slow sender. The time in
/// which Stoker itself did not read does not count.
public final class Reception implements Watched {
    private final IntakeLimits limits;
    private final HeldBytes.Share share;
    private final Vertx vertx;
    private final Inflow inflow;
    private final Held held = new Held();
    private long begun = System.nanoTime();
    private long heard = begun;
    private long pausedSince;
    private boolean paused;
    private boolean over;
    private long arrived;
    private Watch.@Nullable Post post;
    private Runnable tooSlow = () -> {};

    Reception(Vertx vertx, HttpServerRequest request, Intake.Room room) {
        this.vertx = vertx;
        this.inflow = new Inflow(vertx, request);
        this.limits = room.limits();
        this.share = room.held().share();
    }

    /// @param by gets each piece and has to release it
    void begin(Consumer<ByteBuf> by) {
        inflow.begin(by);
    }

    /// What comes from now on is not held.
    ///
    /// @param by gets each piece and has to release it
    public void passTo(Consumer<ByteBuf> by) {
        inflow.passTo(by);
        resume();
    }

    /// @param action what is done about a sender that is too slow from now on
    public void ifTooSlow(Runnable action) {
        tooSlow = action;
        if (post == null && !over) {
            post = Watch.over(vertx, this);
        }
    }

    /// More of the body came.
    ///
    /// @return false where that is more than a body may be
    public boolean heard(int bytes) {
        heard = System.nanoTime();
        arrived += bytes;
        return arrived <= limits.body();
    }

    /// The client is not listened to until [#resume].
    public void pause() {
        if (!paused) {
            paused = true;
            pausedSince = System.nanoTime();
            inflow.pause();
        }
    }

    public void resume() {
        if (paused) {
            paused = false;
            heard = System.nanoTime();
            begun += heard - pausedSince;
            inflow.resume();
        }
    }

    /// All of the body came, or no more is wanted.
    public void received() {
        over = true;
        inflow.leave();
        if (post != null) {
            post.end();
        }
    }

    /// What was held is held no longer.
    public void release() {
        held.release();
        share.release();
    }

    /// @param piece is held until the release
    /// @return false, and the piece is released, where there is no room for it
    boolean hold(ByteBuf piece) {
        if (!share.take(piece.readableBytes())) {
            piece.release();
            return false;
        }
        held.add(piece);
        return true;
    }

    Held held() {
        return held;
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
