package dev.stoker.batch.queue;

import dev.stoker.batch.database.Database;
import dev.stoker.batch.database.Database.Session;
import dev.stoker.batch.job.Claim;
import dev.stoker.batch.job.Finished;
import dev.stoker.batch.job.ItemState;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.Outcome;
import dev.stoker.batch.job.Tally;
import dev.stoker.batch.job.Tokens;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Writes outcomes into items and counts them in their jobs, inside one transaction.
///
/// The job's lock is held from the first number given out to the commit: results appear in the
/// order of their cursors, so that a reader who has seen one has seen all before it.
final class RecordOutcomes {
    // Only the present holder may put an item back.
    private static final String PUT_BACK =
            """
            UPDATE item
            SET state = 'waiting', owner = NULL, not_before = coalesce(?, not_before),
                attempts = attempts + ?, deaths = deaths + ?, refusals = refusals + ?,
                error = coalesce(?, error)
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
                effective.addAll(record(job.get(), oncePerItem(entry.getValue())));
            }
        }
        return effective;
    }

    /// Who held an item twice may bring two ends of it; an answer is the better one, of two others
    /// that of the later holding, which alone counts.
    private static Collection<Finished> oncePerItem(List<Finished> finished) {
        Map<Long, Finished> bySequence = new TreeMap<>();
        finished.forEach(
                one -> bySequence.merge(one.ref().sequence(), one, RecordOutcomes::better));
        return bySequence.values();
    }

    private static Finished better(Finished one, Finished other) {
        boolean answered = state(one) == ItemState.DONE;
        if (answered != (state(other) == ItemState.DONE)) {
            return answered ? one : other;
        }
        return one.ref().token() > other.ref().token() ? one : other;
    }

    private List<Finished> record(JobRow.Locked job, Collection<Finished> finished)
            throws SQLException {
        List<Finished> ends =
                finished.stream().filter(one -> state(one) != ItemState.WAITING).toList();
        List<Finished> others =
                finished.stream().filter(one -> state(one) == ItemState.WAITING).toList();
        Set<Long> written = new WriteEnds(session, job, now).of(ends);
        List<Finished> effective = new ArrayList<>();
        ends.stream().filter(one -> written.contains(one.ref().sequence())).forEach(effective::add);
        effective.addAll(putBack(others));
        JobRow.count(session, job.id(), delta(effective, ends.size()));
        JobRow.gaveWay(session, job.id(), gaveWay(effective));
        JobRow.settle(session, job.id(), now);
        return effective;
    }

    private List<Finished> putBack(List<Finished> finished) throws SQLException {
        if (finished.isEmpty()) {
            return List.of();
        }
        int[] counts =
                session.batch(PUT_BACK, finished.stream().map(RecordOutcomes::parameters).toList());
        List<Finished> effective = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                effective.add(finished.get(i));
            }
        }
        return effective;
    }

    private static List<Object> parameters(Finished finished) {
        Claim.Ref ref = finished.ref();
        if (finished.outcome()
                instanceof Outcome.TryAgain(Instant notBefore, Outcome.Cost cost, String reason)) {
            return List.of(
                    notBefore,
                    cost == Outcome.Cost.ATTEMPT ? 1 : 0,
                    cost == Outcome.Cost.ENGINE_DEATH ? 1 : 0,
                    cost == Outcome.Cost.NOTHING ? 1 : 0,
                    Database.clean(reason),
                    ref.job(),
                    ref.sequence(),
                    ref.token());
        }
        return List.of(
                Optional.empty(),
                0,
                0,
                0,
                Optional.empty(),
                ref.job(),
                ref.sequence(),
                ref.token());
    }

    private static long gaveWay(List<Finished> effective) {
        return effective.stream().filter(one -> one.outcome() instanceof Outcome.GaveWay).count();
    }

    private static JobRow.Delta delta(List<Finished> effective, int places) {
        Tally.Ended ended = Tally.Ended.NONE;
        Tally.Cached cached = Tally.Cached.NONE;
        Tokens tokens = Tokens.NONE;
        for (Finished one : effective) {
            ended = ended.plus(state(one));
            switch (one.outcome()) {
                case Outcome.Answered answer -> tokens = tokens.plus(answer.tokens());
                case Outcome.Cached(Outcome.Answered answer) ->
                        cached = cached.plus(answer.tokens());
                case Outcome.Failed _,
                        Outcome.Refused _,
                        Outcome.Cancelled _,
                        Outcome.TryAgain _,
                        Outcome.Released _,
                        Outcome.GaveWay _ -> {}
            }
        }
        return new JobRow.Delta(0, ended, tokens, cached, places);
    }

    private static ItemState state(Finished finished) {
        return switch (finished.outcome()) {
            case Outcome.Answered _, Outcome.Cached _ -> ItemState.DONE;
            case Outcome.Failed _, Outcome.Refused _ -> ItemState.FAILED;
            case Outcome.Cancelled _ -> ItemState.CANCELLED;
            case Outcome.TryAgain _, Outcome.Released _, Outcome.GaveWay _ -> ItemState.WAITING;
        };
    }
}
