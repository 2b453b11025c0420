package dev.stoker.simulator.pace;

import java.util.concurrent.locks.ReentrantLock;

/// Reads prompts one after the other, as the GPU they all share would.
public final class Prefill {
    private final Pace pace;

    /// Fair: prompts are read in the order of their arrival. Guards `end`.
    private final ReentrantLock turn = new ReentrantLock(true);

    private long end = System.nanoTime();

    public Prefill(Pace pace) {
        this.pace = pace;
    }

    /// Returns when a prompt of that many tokens has been read; interrupted, it gives the rest of
    /// its time back.
    ///
    /// @return the moment by `System.nanoTime` at which reading ended
    public long read(int tokens) throws InterruptedException {
        long arrival = System.nanoTime();
        long duration = pace.prefillNanos(tokens);
        if (duration == 0) {
            return arrival;
        }
        turn.lockInterruptibly();
        try {
            long due = Math.max(arrival, end) + duration;
            try {
                Deadline.await(due);
                end = due;
            } catch (InterruptedException e) {
                end = System.nanoTime();
                throw e;
            }
            return due;
        } finally {
            turn.unlock();
        }
    }
}
