package dev.stoker.inference;

import jakarta.inject.Singleton;

/// Whether Stoker is on its way out. The order of the shutdown writes it; whoever lets requests in,
/// or says that Stoker is ready, reads it.
@Singleton
public final class Draining {
    private volatile boolean leaving;
    private volatile boolean closed;

    /// Stoker will end: it is not ready any more, and still takes what comes.
    public void leave() {
        leaving = true;
    }

    /// From now on new requests are refused; those that are in may finish.
    public void close() {
        leaving = true;
        closed = true;
    }

    public boolean isLeaving() {
        return leaving;
    }

    public boolean isClosed() {
        return closed;
    }
}
