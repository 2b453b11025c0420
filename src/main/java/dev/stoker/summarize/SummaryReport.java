package dev.stoker.summarize;

import dev.stoker.batch.job.Job;
import dev.stoker.batch.job.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/// What a job has cost in time and money so far; empty where there is nothing to reckon with.
///
/// @param elapsed from its first item to its end, or to now
/// @param tokens computed for it, read and written together
/// @param cost of the GPUs for that time
/// @param gpus that the engine occupies
public record SummaryReport(
        Duration elapsed, Optional<Duration> timeLeft, long tokens, double cost, int gpus) {
    private static final double HOUR = 3_600;
    private static final double MILLION = 1e6;

    static SummaryReport of(Job job, SummarySettings settings, Instant now) {
        Duration elapsed =
                job.times()
                        .started()
                        .map(start -> Duration.between(start, job.times().finished().orElse(now)))
                        .orElse(Duration.ZERO);
        double seconds = elapsed.toNanos() / 1e9;
        long tokens = job.tally().tokens().total();
        if (seconds <= 0 || tokens == 0) {
            return new SummaryReport(elapsed, Optional.empty(), 0, 0, settings.gpus());
        }
        double cost = settings.pricePerGpuHour() * settings.gpus() * seconds / HOUR;
        return new SummaryReport(elapsed, timeLeft(job, seconds), tokens, cost, settings.gpus());
    }

    /// Read and written together.
    public OptionalDouble tokensPerSecond() {
        return ratio((double) tokens, elapsed.toNanos() / 1e9);
    }

    public OptionalDouble tokensPerSecondPerGpu() {
        return ratio((double) tokens, gpus * (elapsed.toNanos() / 1e9));
    }

    /// For one of whatever currency the price of a GPU is in.
    public OptionalDouble tokensPerCurrencyUnit() {
        return ratio((double) tokens, cost);
    }

    /// Of a million tokens, read and written together.
    public OptionalDouble costPerMillion() {
        return ratio(cost * MILLION, (double) tokens);
    }

    private static OptionalDouble ratio(double of, double to) {
        return to > 0 ? OptionalDouble.of(of / to) : OptionalDouble.empty();
    }

    private static Optional<Duration> timeLeft(Job job, double seconds) {
        Tally tally = job.tally();
        // Before the source is read to its end, nobody knows how much is left.
        if (!job.progress().sealed() || job.state().isFinal() || tally.ended().done() == 0) {
            return Optional.empty();
        }
        double left = tally.waiting() + tally.running();
        return Optional.of(
                Duration.ofMillis(Math.round(1e3 * seconds * left / tally.ended().done())));
    }
}
