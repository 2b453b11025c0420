package dev.stoker.batch.job;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// What the time of a job went to, in seconds: at full speed, or what kept it from that.
public record TimeShares(Map<Brake, Double> seconds) {

    /// What a job waited for.
    public enum Brake {
        /// Nothing: the engine had all it could take.
        NONE,
        /// An engine that started, was down, or refused.
        ENGINE,
        /// Items still to be read from the job's source.
        PARSER,
        /// A claim from the database.
        DATABASE,
        /// Chat, which goes first: its share of what the engine computed.
        CHAT,
        /// The last items of the job, too few for the engine.
        ENDING;

        /// The word in tables and answers: `engine`.
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Brake of(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }
    }

    public TimeShares {
        seconds = Map.copyOf(seconds);
    }

    public double total() {
        return seconds.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /// Of the whole time, 0 to 1; 0 while there is none.
    public double share(Brake brake) {
        double total = total();
        return total == 0 ? 0 : seconds.getOrDefault(brake, 0.0) / total;
    }

    public TimeShares plus(TimeShares other) {
        Map<Brake, Double> sum = new EnumMap<>(Brake.class);
        sum.putAll(seconds);
        other.seconds.forEach((brake, time) -> sum.merge(brake, time, Double::sum));
        return new TimeShares(sum);
    }
}
