package dev.stoker.guard;

/// The signals that ask a process to end.
public final class Signals {
    private Signals() {}

    /// Gives SIGTERM and SIGINT their first meaning again: the next one ends this process at once.
    public static void haveTheirWay() {
        Posix.heedRequestsToEnd();
    }
}
