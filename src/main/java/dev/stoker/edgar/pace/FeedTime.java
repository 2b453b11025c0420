package dev.stoker.edgar.pace;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The time the client lives in, and its way to wait.
public interface FeedTime extends InstantSource {
    void await(Duration duration) throws InterruptedException;

    /// The time of this machine.
    static FeedTime ofSystem() {
        return new FeedTime() {
            @Override
            public Instant instant() {
                return InstantSource.system().instant();
            }

            @Override
            public void await(Duration duration) throws InterruptedException {
                // nobody counts down: the latch is only a wait that an interrupt ends
                if (new CountDownLatch(1).await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
                    throw new IllegalStateException("a latch opened by itself");
                }
            }
        };
    }
}
