package dev.stoker.batch.feed;

import dev.stoker.batch.job.Claim;
import dev.stoker.batch.job.JobId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Items that wait for the answer of another one in flight, because theirs would be the same.
final class Alike {
    /// A bound on memory: more than these are computed, each for itself.
    private static final int MOST = 4096;

    private final Map<UUID, Group> groups = new HashMap<>();
    private int waiting;

    private record Group(Claim.Ref first, List<Claim> others) {}

    /// Whether this one is to wait for another; if not, it is the one that others wait for.
    synchronized boolean waits(Claim claim) {
        if (claim.likes().digest().isEmpty() || waiting >= MOST) {
            return false;
        }
        UUID digest = claim.likes().digest().get();
        Group group = groups.get(digest);
        if (group == null) {
            groups.put(digest, new Group(claim.ref(), new ArrayList<>()));
            return false;
        }
        group.others().add(claim);
        waiting++;
        return true;
    }

    /// Those that waited for that one, which has ended.
    synchronized List<Claim> after(Claim ended) {
        return ended.likes()
                .digest()
                .filter(digest ->
                        groups.containsKey(digest)
                                && groups.get(digest).first().equals(ended.ref()))
                .map(digest -> groups.remove(digest).others())
                .map(this::leave)
                .orElse(List.of());
    }

    /// Those of that job, which wait no longer.
    synchronized List<Claim> leave(JobId job) {
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
}
