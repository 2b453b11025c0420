package dev.stoker.batch.job;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A job to create.
///
/// @param items known already; they and the job appear together or not at all
/// @param sealed whether these are all
public record NewJob(
        Job.Description description, List<NewItem> items, boolean sealed, Terms terms) {
    /// Under which terms a job is taken on.
    ///
    /// @param input the file that holds its source; it stays until it was read to its end
    /// @param deadline what is not done by then is not done at all
    /// @param once makes a repetition the same job
    /// @param callback is told of the end
    /// @param trace that it belongs to, as `traceparent` has it
    public record Terms(
            Optional<FileId> input,
            Optional<Instant> deadline,
            Optional<Submission> once,
            Optional<URI> callback,
            Optional<String> trace) {
        public static final Terms NONE =
                new Terms(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());

        public Terms reading(FileId file) {
            return new Terms(Optional.of(file), deadline, once, callback, trace);
        }

        public Terms until(Instant moment) {
            return new Terms(input, Optional.of(moment), once, callback, trace);
        }

        public Terms once(Submission submission) {
            return new Terms(input, deadline, Optional.of(submission), callback, trace);
        }

        public Terms telling(URI url) {
            return new Terms(input, deadline, once, Optional.of(url), trace);
        }

        public Terms traced(String parent) {
            return new Terms(input, deadline, once, callback, Optional.of(parent));
        }
    }

    /// What tells a submission from its repetitions.
    ///
    /// @param key the client's own, unique for its kind of job as long as the job is kept
    /// @param digest of what was submitted
    public record Submission(String key, String digest) {}

    public NewJob {
        items = List.copyOf(items);
    }

    /// A job whose items will be added as its source is read.
    public static NewJob open(Job.Description description) {
        return new NewJob(description, List.of(), false, Terms.NONE);
    }

    /// A job whose items are all known.
    public static NewJob whole(Job.Description description, List<NewItem> items) {
        return new NewJob(description, items, true, Terms.NONE);
    }

    public NewJob under(Terms chosen) {
        return new NewJob(description, items, sealed, chosen);
    }
}
