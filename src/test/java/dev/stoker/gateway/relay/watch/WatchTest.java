package dev.stoker.gateway.relay.watch;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofMillis(1);

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void whatIsDueIsToldInItsOwnContext() throws Exception {
        onLoop(() -> new Waiting("one", SOON));

        assertEquals("one", told.poll(10, SECONDS));
    }

    @Test
    void whatIsDueSoonNeedNotWaitForWhatIsDueLate() throws Exception {
        onLoop(() -> new Waiting("late", HOUR));
        onLoop(() -> new Waiting("soon", SOON));

        assertEquals("soon", told.poll(10, SECONDS));
    }

    @Test
    void whatEndedIsNotToldThoughOthersTookItsPlace() throws Exception {
        Waiting first = onLoop(() -> new Waiting("first", HOUR));
        Waiting second = onLoop(() -> new Waiting("second", HOUR));
        Waiting third = onLoop(() -> new Waiting("third", HOUR));
        onLoop(() -> {
            first.post().end();
            first.post().end();
            third.post().end();
            List.of(first, second, third).forEach(one -> one.within = SOON.toNanos());
            second.post().sooner();
            return second;
        });

        assertEquals("second", told.poll(10, SECONDS));
        onLoop(() -> new Waiting("last", SOON));
        assertEquals("last", told.poll(10, SECONDS));
    }

    @Test
    void whatIsDueTogetherMayEndEachOther() throws Exception {
        onLoop(() -> {
            Waiting other = new Waiting("other", SOON);
            Waiting one = new Waiting("one", SOON);
            one.ends = other;
            other.ends = one;
            return one;
        });

        assertNotNull(told.poll(10, SECONDS));
        onLoop(() -> new Waiting("next", SOON));
        assertEquals("next", told.poll(10, SECONDS));
    }

    private <T> T onLoop(Supplier<T> work) throws Exception {
        BlockingQueue<T> result = new LinkedBlockingQueue<>();
        loop.runOnContext(_ -> result.add(work.get()));
        return result.take();
    }

    private final class Waiting implements Watched {
        private final String name;
        private final long since = System.nanoTime();
        private long within;
        private final Watch.Post post;
        private @Nullable Waiting ends;

        Waiting(String name, Duration within) {
            this.name = name;
            this.within = within.toNanos();
            this.post = Watch.over(vertx, this);
        }

        Watch.Post post() {
            return post;
        }

        @Override
        public long left(long now) {
            return within - (now - since);
        }

        @Override
        public void due() {
            post.end();
            if (ends != null) {
                ends.post().end();
            }
            told.add(name + (loop.equals(vertx.getOrCreateContext()) ? "" : " elsewhere"));
        }
    }
}
