package dev.stoker.simulator;

import dev.stoker.simulator.pace.Deadline;
import dev.stoker.simulator.pace.Prefill;
import dev.stoker.simulator.pace.Slots;
import java.io.IOException;

/// Computes answers: queue, prefill, then one token after the other, each at its due time.
final class Generator {
    private final SimulatorOptions options;
    private final Slots slots;
    private final Prefill prefill;
    private final Figures figures;
    private final TokenFaults faults;

    Generator(
            SimulatorOptions options,
            Slots slots,
            Prefill prefill,
            Figures figures,
            TokenFaults faults) {
        this.options = options;
        this.slots = slots;
        this.prefill = prefill;
        this.figures = figures;
        this.faults = faults;
    }

    /// Writes the whole answer; interrupted, or its reader gone, it frees its place at once.
    void generate(CompletionRequest request, int priority, Output output)
            throws IOException, InterruptedException {
        String ended = "abort";
        try {
            output.accepted();
            slots.acquire(priority);
            try {
                ended = compute(request, priority, output);
            } finally {
                slots.release();
            }
        } finally {
            figures.ended(ended);
        }
    }

    private String compute(CompletionRequest request, int priority, Output output)
            throws IOException, InterruptedException {
        int context = request.prompt().tokens() + request.length().most();
        figures.cacheTaken(context);
        try {
            long start = prefill.read(request.prompt().tokens(), priority);
            figures.promptRead(request.prompt().tokens());
            output.begun();
            return decode(Answer.to(request, options.model().answerTokens()), start, output);
        } finally {
            figures.cacheFreed(context);
        }
    }

    private String decode(Answer answer, long start, Output output)
            throws IOException, InterruptedException {
        for (int i = 0; i < answer.tokens().size(); i++) {
            Deadline.await(start + options.pace().decodeNanos(i));
            if (faults.strike(figures.tokens(), i, output)) {
                return "error";
            }
            figures.tokenProduced();
            output.token(answer.tokens().get(i));
        }
        output.finished(answer);
        return answer.finish();
    }
}
