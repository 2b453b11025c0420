package dev.stoker.gateway.admission.limits;

/// What one request took from its key; to be closed once, at its end.
public final class Grant implements AutoCloseable {
    private final Account account;
    private long tokens;
    private boolean open = true;

    Grant(Account account, long tokens) {
        this.account = account;
        this.tokens = tokens;
    }

    /// Puts what was really used in the place of the estimate.
    public void settle(long used) {
        account.giveBack(tokens - used);
        tokens = used;
    }

    /// Makes room for another request of this key.
    @Override
    public void close() {
        if (open) {
            open = false;
            account.leave();
        }
    }
}
