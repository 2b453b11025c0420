package dev.stoker.gateway.relay.watch;

/// What may take too long.
public interface Watched {
    /// Nanoseconds until it is due, if nothing happens before.
    ///
    /// @param now by `System.nanoTime`
    long left(long now);

    /// It is due; in its own context.
    void due();
}
