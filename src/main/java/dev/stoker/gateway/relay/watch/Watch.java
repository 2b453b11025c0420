package dev.stoker.gateway.relay.watch;

import io.netty.util.concurrent.FastThreadLocal;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Looks after what may take too long on one event loop, with one timer for all of it.
///
/// Nearly every request ends long before anything is due: to keep it here costs it a place in a
/// list, where timers of its own cost a twentieth of a short request.
public final class Watch {
    /// Between two rounds, however many become due one shortly after the other.
    private static final long PAUSE = Duration.ofMillis(20).toNanos();

    private static final FastThreadLocal<Watch> OF_THIS_LOOP =
            new FastThreadLocal<>() {
                @Override
                protected Watch initialValue() {
                    return new Watch();
                }
            };

    private final List<Post> posts = new ArrayList<>();
    private @Nullable ScheduledFuture<?> round;
    private long next;

    private Watch() {}

    /// Looks after it until the post ends; to be called on an event loop, in whose present context
    /// it is told.
    public static Post over(Vertx vertx, Watched watched) {
        return OF_THIS_LOOP.get().add((ContextInternal) vertx.getOrCreateContext(), watched);
    }

    /// One thing that is looked after.
    public final class Post {
        private final ContextInternal context;
        private final Watched watched;
        private int place = posts.size();

        private Post(ContextInternal context, Watched watched) {
            this.context = context;
            this.watched = watched;
        }

        /// It may be due sooner than it said before.
        public void sooner() {
            long now = System.nanoTime();
            plan(context, now, now + watched.left(now));
        }

        /// It is looked after no longer; calls after the first do nothing.
        public void end() {
            if (place >= 0) {
                Post last = posts.removeLast();
                if (last != this) {
                    posts.set(place, last);
                    last.place = place;
                }
                place = -1;
            }
        }
    }

    private Post add(ContextInternal context, Watched watched) {
        Post post = new Post(context, watched);
        posts.add(post);
        post.sooner();
        return post;
    }

    private void plan(ContextInternal loop, long now, long at) {
        if (round != null) {
            if (at - next >= 0) {
                return;
            }
            round.cancel(false);
        }
        next = at;
        round = loop.nettyEventLoop().schedule(this::look, at - now, TimeUnit.NANOSECONDS);
    }

    private void look() {
        round = null;
        long now = System.nanoTime();
        List<Post> due = posts.stream().filter(post -> post.watched.left(now) <= 0).toList();
        for (Post post : due) {
            if (post.place >= 0) {
                post.context.dispatch(post.watched::due);
            }
        }
        if (!posts.isEmpty()) {
            long least =
                    posts.stream().mapToLong(post -> post.watched.left(now)).min().orElseThrow();
            plan(posts.getFirst().context, now, now + Math.max(PAUSE, least));
        }
    }
}
