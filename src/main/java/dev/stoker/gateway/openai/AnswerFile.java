package dev.stoker.gateway.openai;

import dev.stoker.batch.Jobs;
import dev.stoker.batch.job.ItemState;
import dev.stoker.batch.job.Job;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.Result;
import dev.stoker.batch.job.ResultQuery;
import dev.stoker.batch.requests.AnswerLine;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A batch's output or its errors, as a file that is written when it is read: what is there grows
/// while the batch runs.
///
/// @param job as it was when the file was asked for
record AnswerFile(Job job, Part part) {
    private static final String PREFIX = "file-";
    private static final int PAGE = 100;

    /// Which results it holds.
    enum Part {
        OUTPUT("-output"),
        ERRORS("-errors");

        private final String suffix;

        Part(String suffix) {
            this.suffix = suffix;
        }

        private Set<ItemState> states() {
            return switch (this) {
                case OUTPUT -> Set.of(ItemState.DONE);
                case ERRORS -> Set.of(ItemState.FAILED, ItemState.CANCELLED);
            };
        }
    }

    /// What a file's name says.
    record Name(JobId job, Part part) {

        /// Empty when the text is no such name.
        static Optional<Name> parse(String text) {
            for (Part part : Part.values()) {
                if (text.startsWith(PREFIX) && text.endsWith(part.suffix)) {
                    String id =
                            text.substring(PREFIX.length(), text.length() - part.suffix.length());
                    return JobId.parse(id).map(job -> new Name(job, part));
                }
            }
            return Optional.empty();
        }
    }

    String id() {
        return PREFIX + job.id() + part.suffix;
    }

    String name() {
        return "batch_" + job.id() + part.suffix + ".jsonl";
    }

    /// Writes what is there now.
    void write(Jobs jobs, OutputStream out) throws IOException {
        ResultQuery query = ResultQuery.of(job.id()).in(part.states());
        List<Result> page = jobs.results(query, PAGE);
        while (!page.isEmpty()) {
            for (Result result : page) {
                out.write((AnswerLine.of(job, result) + "\n").getBytes(StandardCharsets.UTF_8));
            }
            query = query.after(page.getLast().cursor());
            page = page.size() < PAGE ? List.of() : jobs.results(query, PAGE);
        }
    }

    /// Bytes that [#write] would write.
    long bytes(Jobs jobs) throws IOException {
        Counting out = new Counting();
        write(jobs, out);
        return out.count;
    }

    private static final class Counting extends OutputStream {
        private long count;

        @Override
        public void write(int one) {
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            count += length;
        }
    }
}
