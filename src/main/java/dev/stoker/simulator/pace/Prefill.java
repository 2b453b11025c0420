package dev.stoker.simulator.pace;

/// Reads prompts one after the other, as the GPU they all share would: by priority, lower first,
/// and then by arrival. A prompt that has been begun is read to its end.
public final class Prefill {
    private final Pace pace;
    private final Slots turn = new Slots(1);

    /// Written by whoever has the turn.
    private volatile long end = System.nanoTime();

    public Prefill(Pace pace) {
        this.pace = pace;
    }

    /// Returns when a prompt of that many tokens has been read; interrupted, it gives the rest of
    /// its time back.
    ///
    /// @return the moment by `System.nanoTime` at which reading ended
    public long read(int tokens, int priority) throws InterruptedException {
        long arrival = System.nanoTime();
        long duration = pace.prefillNanos(tokens);
        if (duration == 0) {
            return arrival;
        }
        turn.acquire(priority);
        try {
            return readNow(Math.max(arrival, end) + duration);
        } finally {
            turn.release();
        }
    }

    private long readNow(long due) throws InterruptedException {
        try {
            Deadline.await(due);
            end = due;
            return due;
        } catch (InterruptedException e) {
            end = System.nanoTime();
            throw e;
        }
    }

    /// Whether one is being read now.
    boolean isReading() {
        return turn.running() > 0;
    }

    /// Prompts of which nothing has been read yet.
    public int waiting() {
        return turn.waiting();
    }
}
