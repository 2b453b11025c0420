package dev.stoker.simulator;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/// Whether the engine sleeps; requests that come meanwhile wait until it wakes.
final class Bed {
    private static final CountDownLatch AWAKE = new CountDownLatch(0);

    private final AtomicReference<CountDownLatch> awake = new AtomicReference<>(AWAKE);

    void sleep() {
        awake.compareAndSet(AWAKE, new CountDownLatch(1));
    }

    void wake() {
        awake.getAndSet(AWAKE).countDown();
    }

    boolean isSleeping() {
        return awake.get().getCount() > 0;
    }

    void awaitAwake() throws InterruptedException {
        awake.get().await();
    }
}
