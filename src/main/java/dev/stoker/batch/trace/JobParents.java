package dev.stoker.batch.trace;

import static java.lang.System.Logger.Level.WARNING;

import dev.stoker.batch.database.Database;
import dev.stoker.batch.database.DatabaseFailure;
import dev.stoker.batch.job.JobId;
import dev.stoker.trace.TraceParent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;

/// Where the jobs were submitted, in the words of `traceparent`: asked for once a job.
public final class JobParents {
    private static final System.Logger LOG = System.getLogger(JobParents.class.getName());
    private static final int MOST = 1024;

    private final Function<JobId, String> lookup;

    // guarded by itself; the job that was used longest ago goes first
    private final Map<JobId, TraceParent> known = new LinkedHashMap<>(16, 0.75f, true);

    JobParents(Function<JobId, String> lookup) {
        this.lookup = lookup;
    }

    /// As the table of jobs has them.
    public static JobParents in(DataSource source) {
        Database database = new Database(source);
        return new JobParents(job ->
                database.transaction(session ->
                                session.first(
                                        "SELECT trace FROM job WHERE id = ?",
                                        row -> Optional.ofNullable(row.getString("trace")),
                                        job))
                        .flatMap(trace -> trace)
                        .orElse(""));
    }

    /// [TraceParent#NONE] for a job that began in no trace, or while the database is away.
    TraceParent of(JobId job) {
        synchronized (known) {
            TraceParent parent = known.get(job);
            if (parent != null) {
                return parent;
            }
        }
        try {
            return keep(job, new TraceParent(lookup.apply(job)));
        } catch (DatabaseFailure e) {
            LOG.log(WARNING, "job's trace not found job={0} {1}", job, e.getMessage());
            return TraceParent.NONE;
        }
    }

    private TraceParent keep(JobId job, TraceParent parent) {
        synchronized (known) {
            known.put(job, parent);
            if (known.size() > MOST) {
                known.remove(known.keySet().iterator().next());
            }
            return parent;
        }
    }
}
