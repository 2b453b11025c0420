package dev.stoker.batch.job;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// One job as the tables showed it at one moment.
public record Job(JobId id, Description description, Progress progress, Tally tally, Times times) {

    /// What was asked for.
    ///
    /// @param kind who reads its source and words its results: `summary`
    /// @param parameters JSON of that kind
    public record Description(String kind, String model, String parameters) {}

    /// How far it has come.
    ///
    /// @param sealed no more items will be added
    /// @param source how the reading of its source goes
    /// @param ending why it ends before its last item was tried
    /// @param gaveWay times that one of its items gave its place at an engine to a chat
    public record Progress(
            JobState state, boolean sealed, Source source, Optional<Ending> ending, long gaveWay) {
        public Progress(JobState state, boolean sealed, Optional<String> cursor) {
            this(state, sealed, new Source(cursor, Optional.empty()), Optional.empty(), 0);
        }

        /// How far its source was read, in the words of its kind.
        public Optional<String> cursor() {
            return source.cursor();
        }
    }

    /// @param cursor how far it was read, in the words of the job's kind
    /// @param report JSON of that kind: what the reading found
    public record Source(Optional<String> cursor, Optional<String> report) {}

    /// Why a job ends early.
    public enum Ending {
        CANCELLED,
        /// Its deadline came first.
        EXPIRED,
        /// Its source cannot be carried out as it is.
        INVALID;

        /// The word in tables and answers: `expired`.
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Ending of(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }
    }

    /// @param started when its first item was handed out
    /// @param sealed when its last item was added
    /// @param ending when it was cancelled, expired or found invalid
    public record Times(
            Instant created,
            Optional<Instant> started,
            Optional<Instant> finished,
            Optional<Instant> sealed,
            Optional<Instant> ending) {
        public Times(Instant created, Optional<Instant> started, Optional<Instant> finished) {
            this(created, started, finished, Optional.empty(), Optional.empty());
        }
    }

    public JobState state() {
        return progress.state();
    }
}
