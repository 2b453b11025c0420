package dev.stoker.batch;

import dev.stoker.batch.job.Job;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.NewItem;
import dev.stoker.batch.job.NewJob;
import dev.stoker.batch.job.Result;
import dev.stoker.batch.job.ResultQuery;
import dev.stoker.batch.job.Submitted;
import dev.stoker.batch.job.TimeShares;
import dev.stoker.batch.queue.JobStore;
import dev.stoker.batch.report.ResultStore;
import dev.stoker.batch.report.SpentTimes;
import dev.stoker.batch.trace.JobTraces;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What can be done with jobs; each change is told at once to whoever works on it or waits for it.
///
/// Every method but the last two throws [dev.stoker.batch.database.DatabaseFailure] when the
/// database does not answer.
public final class Jobs {
    private final JobStore store;
    private final ResultStore results;
    private final SpentTimes times;
    private final Bells bells;
    private final JobTraces traces;

    Jobs(JobStore store, ResultStore results, SpentTimes times, Bells bells, JobTraces traces) {
        this.store = store;
        this.results = results;
        this.times = times;
        this.bells = bells;
        this.traces = traces;
    }

    public Job submit(NewJob job) {
        return submitOnce(job).job();
    }

    /// @see JobStore#submit
    public Submitted submitOnce(NewJob job) {
        Submitted submitted = traces.submission(job, store::submit);
        bells.ringAll();
        return submitted;
    }

    /// Has failed items tried again.
    ///
    /// @see JobStore#retry
    public int retry(JobId job) {
        int items = store.retry(job);
        bells.ringAll();
        return items;
    }

    /// @return whether the job takes more
    /// @see JobStore#add
    public boolean add(JobId job, List<NewItem> items, Optional<String> cursor) {
        boolean open = store.add(job, items, cursor);
        bells.work().ring();
        bells.news().ring();
        return open;
    }

    public void seal(JobId job) {
        store.seal(job);
        bells.news().ring();
    }

    public Optional<Job> find(JobId job) {
        return store.find(job);
    }

    /// What kept the job from full speed.
    public TimeShares times(JobId job) {
        return times.of(job);
    }

    /// @see JobStore#newest
    public List<Job> newest(int most, Optional<JobId> before) {
        return store.newest(most, before);
    }

    /// @see JobStore#report
    public void report(JobId job, Optional<String> cursor, String report) {
        store.report(job, cursor, report);
        bells.news().ring();
    }

    /// @see JobStore#refuse
    public void refuse(JobId job, String report) {
        store.refuse(job, report);
        bells.news().ring();
    }

    /// @see JobStore#newest
    public List<Job> newest(Optional<String> kind, int most, Optional<JobId> before) {
        return store.newest(kind, most, before);
    }

    /// Ends a job early; what it has stays.
    ///
    /// @see JobStore#cancel
    public Optional<Job> cancel(JobId job) {
        Optional<Job> cancelled = store.cancel(job);
        bells.ringAll();
        return cancelled;
    }

    public List<Result> results(ResultQuery query, int most) {
        return results.next(query, most);
    }

    /// To be read before looking for results, and given to [#awaitNews].
    public long news() {
        return bells.news().rings();
    }

    /// Returns when something was recorded since, or the time is up: what other replicas recorded
    /// is not told here.
    public void awaitNews(long seen, Duration atMost) throws InterruptedException {
        bells.news().await(seen, atMost);
    }
}
