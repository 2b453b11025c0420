package dev.stoker.batch.queue;

import dev.stoker.batch.job.Claim;
import dev.stoker.batch.job.Finished;
import dev.stoker.batch.job.ItemState;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.Outcome;
import dev.stoker.batch.job.Tally;
import dev.stoker.batch.job.Tokens;
import dev.stoker.batch.queue.Database.Session;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Writes outcomes into items and counts them in their jobs, inside one transaction.
///
/// The job's lock is held from the first number given out to the commit: results appear in the
/// order of their cursors, so that a reader who has seen one has seen all before it.
final class RecordOutcomes {
    private static final String ANSWERED =
            """
            UPDATE item
            SET state = 'done', owner = NULL, finish = ?, finished = ?, status = ?, answer = ?,
                prompt_tokens = ?, output_tokens = ?, error = NULL
            WHERE job = ? AND sequence = ? AND state IN ('waiting', 'running')
            """;
    private static final String FAILED =
            """
            UPDATE item SET state = 'failed', owner = NULL, finish = ?, finished = ?, error = ?
            WHERE job = ? AND sequence = ? AND state = 'running' AND claims = ?
            """;
    private static final String REFUSED =
            """
            UPDATE item
            SET state = 'failed', owner = NULL, finish = ?, finished = ?, status = ?, answer = ?,
                error = ?
            WHERE job = ? AND sequence = ? AND state = 'running' AND claims = ?
            """;
    private static final String TRY_AGAIN =
            """
            UPDATE item
            SET state = 'waiting', owner = NULL, not_before = ?, attempts = attempts + ?,
                deaths = deaths + ?, error = ?
            WHERE job = ? AND sequence = ? AND state = 'running' AND claims = ?
            """;
    private static final String RELEASED =
            """
            UPDATE item SET state = 'waiting', owner = NULL
            WHERE job = ? AND sequence = ? AND state = 'running' AND claims = ?
            """;
    private static final String CANCELLED =
            """
            UPDATE item SET state = 'cancelled', owner = NULL, finish = ?, finished = ?
            WHERE job = ? AND sequence = ? AND state = 'running' AND claims = ?
            """;

    private final Session session;
    private final Instant now;

    RecordOutcomes(Session session, Instant now) {
        this.session = session;
        this.now = now;
    }

    List<Finished> of(List<Finished> finished) throws SQLException {
        Map<JobId, List<Finished>> byJob =
                finished.stream()
                        .collect(
                                Collectors.groupingBy(
                                        one -> one.ref().job(), TreeMap::new, Collectors.toList()));
        List<Finished> effective = new ArrayList<>();
        for (Map.Entry<JobId, List<Finished>> entry : byJob.entrySet()) {
            Optional<JobRow.Locked> job = JobRow.lock(session, entry.getKey());
            if (job.isPresent()) {
                effective.addAll(record(job.get(), entry.getValue()));
            }
        }
        return effective;
    }

    private List<Finished> record(JobRow.Locked job, List<Finished> finished) throws SQLException {
        List<Finished> effective = new ArrayList<>();
        for (List<Change> changes : changes(finished, job.lastFinish()).values()) {
            int[] counts =
                    session.batch(
                            changes.getFirst().sql(),
                            changes.stream().map(Change::parameters).toList());
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] > 0) {
                    effective.add(changes.get(i).finished());
                }
            }
        }
        JobRow.count(session, job.id(), delta(effective, finished.size()));
        JobRow.settle(session, job.id(), now);
        return effective;
    }

    private record Change(String sql, Finished finished, List<Object> parameters) {}

    private Map<String, List<Change>> changes(List<Finished> finished, long lastFinish) {
        Map<String, List<Change>> bySql = new LinkedHashMap<>();
        long finish = lastFinish;
        for (Finished one : inOrder(finished)) {
            finish++;
            Change change = change(one, finish);
            bySql.computeIfAbsent(change.sql(), _ -> new ArrayList<>()).add(change);
        }
        return bySql;
    }

    /// By place, so that two holders who record the same items lock them in the same order.
    private static List<Finished> inOrder(List<Finished> finished) {
        return finished.stream()
                .sorted(Comparator.comparingLong(one -> one.ref().sequence()))
                .toList();
    }

    private Change change(Finished finished, long finish) {
        Claim.Ref ref = finished.ref();
        return switch (finished.outcome()) {
            case Outcome.Answered(int status, String body, Tokens(long prompt, long output)) ->
                    change(
                            ANSWERED,
                            finished,
                            finish,
                            now,
                            status,
                            Database.clean(body),
                            prompt,
                            output,
                            ref.job(),
                            ref.sequence());
            case Outcome.Refused(int status, String body, String reason) ->
                    held(
                            REFUSED,
                            finished,
                            finish,
                            now,
                            status,
                            Database.clean(body),
                            Database.clean(reason));
            case Outcome.Failed(String reason) ->
                    held(FAILED, finished, finish, now, Database.clean(reason));
            case Outcome.TryAgain(Instant notBefore, Outcome.Cost cost, String reason) ->
                    held(
                            TRY_AGAIN,
                            finished,
                            notBefore,
                            cost == Outcome.Cost.ATTEMPT ? 1 : 0,
                            cost == Outcome.Cost.ENGINE_DEATH ? 1 : 0,
                            Database.clean(reason));
            case Outcome.Released _ -> held(RELEASED, finished);
            case Outcome.Cancelled _ -> held(CANCELLED, finished, finish, now);
        };
    }

    /// A change that only the present holder may make.
    private static Change held(String sql, Finished finished, Object... parameters) {
        Claim.Ref ref = finished.ref();
        List<Object> all = new ArrayList<>(List.of(parameters));
        all.addAll(List.of(ref.job(), ref.sequence(), ref.token()));
        return new Change(sql, finished, all);
    }

    private static Change change(String sql, Finished finished, Object... parameters) {
        return new Change(sql, finished, List.of(parameters));
    }

    private static JobRow.Delta delta(List<Finished> effective, int places) {
        Tally.Ended ended = Tally.Ended.NONE;
        Tokens tokens = Tokens.NONE;
        for (Finished one : effective) {
            ended = ended.plus(state(one.outcome()));
            if (one.outcome() instanceof Outcome.Answered answered) {
                tokens = tokens.plus(answered.tokens());
            }
        }
        return new JobRow.Delta(0, ended, tokens, places);
    }

    private static ItemState state(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered _ -> ItemState.DONE;
            case Outcome.Failed _, Outcome.Refused _ -> ItemState.FAILED;
            case Outcome.Cancelled _ -> ItemState.CANCELLED;
            case Outcome.TryAgain _, Outcome.Released _ -> ItemState.WAITING;
        };
    }
}
