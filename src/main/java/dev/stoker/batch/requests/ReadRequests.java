package dev.stoker.batch.requests;

import static java.lang.System.Logger.Level.INFO;

import dev.stoker.batch.Batch;
import dev.stoker.batch.job.FileId;
import dev.stoker.batch.job.Job;
import dev.stoker.batch.job.NewItem;
import dev.stoker.batch.source.JobSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Reads a job's file twice: to check all of it, then to add its requests. The job remembers how
/// many lines were added, so that the next start goes on behind them.
final class ReadRequests implements JobSource {
    private static final System.Logger LOG = System.getLogger(ReadRequests.class.getName());
    private static final int BATCH = 64;

    /// Characters of requests in one transaction, and so in memory.
    private static final long HEAVY = 8L << 20;

    private static final int LONGEST_LINE = 64 * 1024 * 1024;

    private final Batch batch;
    private final Predicate<String> served;
    private final long mostRequests;
    private final InstantSource clock;

    /// @param served whether an engine has a model of that name
    ReadRequests(Batch batch, Predicate<String> served, long mostRequests, InstantSource clock) {
        this.batch = batch;
        this.served = served;
        this.mostRequests = mostRequests;
        this.clock = clock;
    }

    @Override
    public void read(Job job) {
        Job present = batch.jobs().find(job.id()).orElse(job);
        RequestOrder order = RequestOrder.parse(present.description().parameters());
        try {
            if (present.progress().cursor().isPresent() || check(present, order)) {
                add(present, order);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Lines lines(Batch batch, FileId file) {
        return new Lines(batch.files().content(file), LONGEST_LINE);
    }

    /// @return whether it can be carried out
    private boolean check(Job job, RequestOrder order) throws IOException {
        CheckRequests.Result result;
        try (Lines lines = lines(batch, order.input())) {
            result = new CheckRequests(order.endpoint(), served, mostRequests).of(lines);
        }
        Findings findings = new Findings(clock.instant(), result.requests(), result.problems());
        if (findings.problems().isEmpty()) {
            batch.jobs().report(job.id(), Optional.of("0"), findings.json());
            return true;
        }
        batch.jobs().refuse(job.id(), findings.json());
        LOG.log(
                INFO,
                "file of requests refused job={0} problems={1}",
                job.id(),
                findings.problems().size());
        return false;
    }

    private void add(Job job, RequestOrder order) throws IOException {
        long done = job.progress().cursor().map(Long::parseLong).orElse(0L);
        List<NewItem> read = new ArrayList<>();
        try (Lines lines = lines(batch, order.input())) {
            Optional<Lines.Line> line = lines.next();
            boolean open = true;
            while (line.isPresent() && open) {
                if (line.get().number() > done) {
                    read.add(item(line.get(), order.endpoint()));
                }
                if (read.size() >= BATCH || weight(read) >= HEAVY) {
                    open = batch.jobs().add(job.id(), read, cursor(line.get()));
                    read.clear();
                }
                line = lines.next();
            }
        }
        if (read.isEmpty() || batch.jobs().add(job.id(), read, Optional.empty())) {
            batch.jobs().seal(job.id());
        }
    }

    private static long weight(List<NewItem> items) {
        return items.stream().mapToLong(ReadRequests::weight).sum();
    }

    private static long weight(NewItem item) {
        return item.content() instanceof NewItem.Request(_, String body) ? body.length() : 0;
    }

    private static Optional<String> cursor(Lines.Line line) {
        return Optional.of(Long.toString(line.number()));
    }

    private static NewItem item(Lines.Line line, String endpoint) {
        return switch (RequestLine.parse(line, endpoint)) {
            case RequestLine.Parsed.Good(RequestLine request) ->
                    new NewItem(request.id(), "{}", new NewItem.Request(endpoint, request.body()));
            // The check passed it a moment ago, and a file never changes.
            case RequestLine.Parsed.Bad(LineProblem problem) ->
                    throw new IllegalStateException(problem.toString());
        };
    }
}
