package dev.stoker.simulator.pace;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/// Whether the engine sleeps; requests that come meanwhile wait until it wakes.
public final class Bed {
    private static final CountDownLatch AWAKE = new CountDownLatch(0);

    private final AtomicReference<CountDownLatch> awake = new AtomicReference<>(AWAKE);

    /// From now on requests wait.
    public void sleep() {
        awake.compareAndSet(AWAKE, new CountDownLatch(1));
    }

    /// Lets all in that wait.
    public void wake() {
        awake.getAndSet(AWAKE).countDown();
    }

    public boolean isSleeping() {
        return awake.get().getCount() > 0;
    }

    /// Returns at once while the engine is awake.
    public void awaitAwake() throws InterruptedException {
        awake.get().await();
    }
}
