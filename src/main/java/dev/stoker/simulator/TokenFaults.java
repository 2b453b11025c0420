package dev.stoker.simulator;

import dev.stoker.simulator.pace.Deadline;
import java.io.IOException;
import java.util.List;
import java.util.function.IntConsumer;

/// The faults that strike while tokens are produced.
final class TokenFaults {
    private final List<Fault> faults;
    private final IntConsumer exit;

    /// @param exit ends the process with that status, at once
    TokenFaults(List<Fault> faults, IntConsumer exit) {
        this.faults = faults;
        this.exit = exit;
    }

    /// Runs before each token.
    ///
    /// @param ofAll tokens of all answers so far
    /// @param ofThis tokens of this answer so far
    /// @return whether this answer has been ended here
    boolean strike(long ofAll, long ofThis, Output output)
            throws IOException, InterruptedException {
        for (Fault fault : faults) {
            if (strike(fault, ofAll, ofThis, output)) {
                return true;
            }
        }
        return false;
    }

    private boolean strike(Fault fault, long ofAll, long ofThis, Output output)
            throws IOException, InterruptedException {
        switch (fault) {
            case Fault.ExitAfterTokens(long tokens) when ofAll >= tokens -> exit.accept(1);
            case Fault.HangAfterTokens(long tokens) when ofAll >= tokens -> Deadline.never();
            case Fault.ErrorInStream(long tokens) when ofThis >= tokens -> {
                output.failed(Refusal.brokenEngine());
                return true;
            }
            case Fault.DropStream(long tokens) when ofThis >= tokens -> {
                output.cut();
                return true;
            }
            default -> {
                return false;
            }
        }
        return false;
    }
}
