package dev.stoker.batch.feed.item;

import dev.stoker.batch.job.Claim;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Items in flight whose answers would be the same: one is computed, the others wait for it.
///
/// An answer stays until a claim has begun after it was recorded; from then on claims bring it.
public final class Alike {
    /// A bound on memory: more than these are computed, each for itself.
    private static final int MOST = 4096;

    private final Map<UUID, Group> groups = new HashMap<>();
    private final List<UUID> recorded = new ArrayList<>();
    private int waiting;

    /// What to do with an item.
    public sealed interface Turn {
        /// It is the first of its kind, or the only one.
        record Compute() implements Turn {}

        /// It will be handed over when the first one has ended.
        record Wait() implements Turn {}

        record Known(Outcome.Answered answer) implements Turn {}
    }

    private record Group(Claim.Ref first, List<Claim> others, Optional<Outcome.Answered> answer) {}

    /// What is to become of a claimed item.
    public synchronized Turn turn(Claim claim) {
        Optional<UUID> digest = claim.likes().digest();
        if (digest.isEmpty()) {
            return new Turn.Compute();
        }
        Group group = groups.get(digest.get());
        if (group == null) {
            groups.put(digest.get(), new Group(claim.ref(), new ArrayList<>(), Optional.empty()));
            return new Turn.Compute();
        }
        return group.answer().isPresent()
                ? new Turn.Known(group.answer().get())
                : waiting(group, claim);
    }

    private Turn waiting(Group group, Claim claim) {
        if (waiting >= MOST) {
            return new Turn.Compute();
        }
        group.others().add(claim);
        waiting++;
        return new Turn.Wait();
    }

    /// @return those that waited for that one, which has ended like this
    public synchronized List<Claim> ended(Claim claim, Outcome outcome) {
        Optional<UUID> digest = digestOfFirst(claim);
        Optional<Group> group = digest.map(groups::remove);
        if (outcome instanceof Outcome.Answered answer) {
            digest.ifPresent(own ->
                    groups.put(
                            own, new Group(claim.ref(), new ArrayList<>(), Optional.of(answer))));
        }
        return leave(group.map(Group::others).orElse(List.of()));
    }

    /// Its answer can be found by claims that begin from now on.
    public synchronized void recorded(Claim claim) {
        digestOfFirst(claim).ifPresent(recorded::add);
    }

    /// To be called before a claim.
    public synchronized void forgetRecorded() {
        recorded.forEach(groups::remove);
        recorded.clear();
    }

    /// Those of that job, which wait no longer.
    public synchronized List<Claim> leave(JobId job) {
        List<Claim> leaving = new ArrayList<>();
        for (Group group : groups.values()) {
            List<Claim> its =
                    group.others().stream().filter(one -> one.ref().job().equals(job)).toList();
            group.others().removeAll(its);
            leaving.addAll(its);
        }
        return leave(leaving);
    }

    private List<Claim> leave(List<Claim> leaving) {
        waiting -= leaving.size();
        return leaving;
    }

    private Optional<UUID> digestOfFirst(Claim claim) {
        return claim.likes().digest().filter(digest -> isFirst(groups.get(digest), claim));
    }

    private static boolean isFirst(@Nullable Group group, Claim claim) {
        return group != null && group.first().equals(claim.ref());
    }
}
