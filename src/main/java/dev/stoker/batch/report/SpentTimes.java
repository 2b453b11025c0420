package dev.stoker.batch.report;

import dev.stoker.batch.database.Database;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.TimeShares;
import dev.stoker.batch.job.TimeShares.Brake;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/// What the time of each job went to, added up over all replicas.
public final class SpentTimes {
    private static final String ADD =
            """
            INSERT INTO job_time (job, brake, seconds)
            SELECT id, CASE WHEN ? AND sealed THEN 'ending' ELSE ? END, ? FROM job
            WHERE model = ? AND (finished IS NULL OR finished >= ?)
            ORDER BY id
            ON CONFLICT (job, brake) DO UPDATE SET seconds = job_time.seconds + excluded.seconds
            """;

    private final Database database;

    public SpentTimes(DataSource source) {
        this.database = new Database(source);
    }

    /// Adds to the time of the model's unfinished jobs, and of those that finished since then.
    ///
    /// @param spent where the line was empty, a job that has all its items is [Brake#ENDING]
    public void add(String model, TimeShares spent, Instant since) {
        database.transaction(session -> {
            // In one order everywhere: replicas that add to the same jobs must not wait in a
            // circle.
            for (Map.Entry<Brake, Double> part : new TreeMap<>(spent.seconds()).entrySet()) {
                session.update(
                        ADD,
                        part.getKey() == Brake.PARSER,
                        part.getKey().label(),
                        part.getValue(),
                        model,
                        since);
            }
            return spent;
        });
    }

    /// Of one job so far; nothing of one that has not begun.
    public TimeShares of(JobId job) {
        return new TimeShares(
                database
                        .transaction(session ->
                                session.query(
                                        "SELECT brake, seconds FROM job_time WHERE job = ?",
                                        row ->
                                                Map.entry(
                                                        Brake.of(row.getString("brake")),
                                                        row.getDouble("seconds")),
                                        job))
                        .stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }
}
