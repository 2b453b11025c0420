package dev.stoker.summarize;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import dev.stoker.batch.Jobs;
import dev.stoker.batch.database.DatabaseFailure;
import dev.stoker.batch.job.Job;
import dev.stoker.batch.job.NewItem;
import dev.stoker.trace.CurrentSpan;
import dev.stoker.trace.Facts;
import java.io.IOException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the days of one job and adds their filings to it while they are being parsed.
///
/// The job remembers its last whole day. A day that was broken off is read again from its start;
/// filings already added are left as they are.
final class ReadDays {
    private static final System.Logger LOG = System.getLogger(ReadDays.class.getName());
    private static final int BATCH = 32;

    private final Jobs jobs;
    private final FilingSource source;
    private final Job job;
    private final SummaryParameters parameters;
    private final FilingItem items;
    private final AwaitFeed feed;
    private final List<NewItem> read = new ArrayList<>();

    ReadDays(Jobs jobs, FilingSource source, Job job, FilingItem items, InstantSource clock) {
        this.jobs = jobs;
        this.source = source;
        this.job = job;
        this.parameters = SummaryParameters.parse(job.description().parameters());
        this.items = items;
        this.feed = new AwaitFeed(jobs, clock);
    }

    /// Ends the reading of a job that takes no more.
    private static final class JobClosed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /// Reads what is left of the job's days.
    ///
    /// @throws DatabaseFailure when items could not be added; it may be run again
    void run() throws InterruptedException {
        Optional<LocalDate> last =
                jobs.find(job.id())
                        .flatMap(found -> found.progress().cursor())
                        .map(LocalDate::parse);
        try {
            for (LocalDate day : parameters.dates()) {
                if (last.isEmpty() || day.isAfter(last.get())) {
                    readTraced(day);
                }
            }
            jobs.seal(job.id());
        } catch (JobClosed _) {
            LOG.log(INFO, "job closed while its days were read job={0}", job.id());
        }
    }

    private void readTraced(LocalDate day) throws InterruptedException {
        CurrentSpan.part(
                "read day",
                () -> {
                    CurrentSpan.get().set(Facts.DAY, day.toString());
                    read(day);
                    return day;
                });
    }

    private void read(LocalDate day) throws InterruptedException {
        read.clear();
        try {
            readPatiently(day);
        } catch (IOException e) {
            LOG.log(WARNING, "day broken job={0} day={1} {2}", job.id(), day, e.getMessage());
            CurrentSpan.get().fail("day_broken", "");
            read.add(FilingItem.brokenDay(day, reason(e)));
        } catch (JobClosed e) {
            throw e;
        } catch (RuntimeException e) {
            if (e instanceof DatabaseFailure failure && !failure.isOfData()) {
                throw failure;
            }
            LOG.log(ERROR, "day broke its reader job=" + job.id() + " day=" + day, e);
            read.clear();
            read.add(FilingItem.brokenDay(day, e.toString()));
        }
        add(Optional.of(day.toString()));
    }

    /// A Feed that is to be left alone for a while costs the job that while and not the day.
    private void readPatiently(LocalDate day) throws IOException, InterruptedException {
        while (true) {
            try {
                source.read(day, parameters.wanted(), member -> take(day, member));
                return;
            } catch (FeedBlocked e) {
                feed.pass(job.id(), e);
                add(Optional.empty());
            }
        }
    }

    private static String reason(IOException e) {
        return Optional.ofNullable(e.getMessage()).orElseGet(e::toString);
    }

    private void take(LocalDate day, FilingSource.Member member) {
        read.add(items.of(day, member));
        if (read.size() >= BATCH) {
            add(Optional.empty());
        }
    }

    private void add(Optional<String> cursor) {
        if (!jobs.add(job.id(), read, cursor)) {
            throw new JobClosed();
        }
        read.clear();
    }
}
