package dev.stoker.gateway.admission;

import dev.stoker.gateway.admission.limits.Grant;
import java.util.Optional;

/// A request may go to an engine; to be closed when it has ended, however it did.
public final class Pass implements Outcome {
    private static final Pass INTERACTIVE = new Pass(false, Optional.empty(), () -> {});
    private static final Pass BATCH = new Pass(true, Optional.empty(), () -> {});

    /// A client that left in the middle has had some of what it was granted.
    private static final int CLIENT_LEFT = 499;

    private final boolean batch;
    private final Optional<Grant> grant;
    private final Runnable leave;
    private boolean settled;

    Pass(boolean batch, Optional<Grant> grant, Runnable leave) {
        this.batch = batch;
        this.grant = grant;
        this.leave = leave;
    }

    /// Where nothing is counted.
    static Pass free(boolean batch) {
        return batch ? BATCH : INTERACTIVE;
    }

    /// Whether it goes behind interactive requests in the engine, too.
    public boolean isBatch() {
        return batch;
    }

    /// The engine said how many tokens the prompt and the answer really had.
    public void used(long tokens) {
        grant.ifPresent(granted -> {
            settled = true;
            granted.settle(tokens);
        });
    }

    /// Gives back what was taken; calls after the first do nothing.
    ///
    /// @param status what the client got; an error without an answer took no tokens
    public void close(int status) {
        grant.ifPresent(granted -> {
            if (status >= 400 && status != CLIENT_LEFT && !settled) {
                used(0);
            }
            granted.close();
        });
        leave.run();
    }
}
