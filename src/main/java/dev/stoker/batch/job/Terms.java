package dev.stoker.batch.job;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/// Under which terms a job is taken on.
///
/// @param input the file that holds its source; it stays until it was read to its end
/// @param deadline what is not done by then is not done at all
/// @param once makes a repetition the same job
/// @param callback is told of the end
public record Terms(
        Optional<FileId> input,
        Optional<Instant> deadline,
        Optional<Submission> once,
        Optional<URI> callback) {
    public static final Terms NONE =
            new Terms(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public Terms reading(FileId file) {
        return new Terms(Optional.of(file), deadline, once, callback);
    }

    public Terms until(Instant moment) {
        return new Terms(input, Optional.of(moment), once, callback);
    }

    public Terms once(Submission submission) {
        return new Terms(input, deadline, Optional.of(submission), callback);
    }

    public Terms telling(URI url) {
        return new Terms(input, deadline, once, Optional.of(url));
    }
}
