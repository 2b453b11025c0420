package dev.stoker.simulator.pace;

import java.util.concurrent.locks.LockSupport;

/// Waits for a moment of `System.nanoTime`, so that the errors of many waits do not add up.
public final class Deadline {
    private Deadline() {}

    /// Returns at the moment or, where it has passed, at once.
    public static void await(long nanoTime) throws InterruptedException {
        long left;
        while ((left = nanoTime - System.nanoTime()) > 0) {
            refuseInterrupted();
            LockSupport.parkNanos(left);
        }
        refuseInterrupted();
    }

    /// Waits until someone interrupts.
    public static void never() throws InterruptedException {
        while (true) {
            refuseInterrupted();
            LockSupport.park();
        }
    }

    private static void refuseInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
