package dev.stoker.batch.feed;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.stoker.batch.feed.pace.Pace;
import dev.stoker.inference.replica.Replica;
import dev.stoker.inference.replica.Replicas;
import dev.stoker.inference.replica.Trust;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The replicas of one model that are fed, as they come and go, and which of them an item goes to.
///
/// Each is filled to its own measure. One that failed gets nothing for a while and then a single
/// item, unless no other is left: what the relay saw counts for batches, and the other way round.
final class FedEngines {
    private final EngineAccess access;
    private final int most;
    private final Bell wake;
    private final Replicas replicas;
    private final Map<String, FedEngine> known = new ConcurrentHashMap<>();
    private List<FedEngine> ready = List.of();

    /// @param most items that one engine is given, whatever it says
    /// @param wake rung when one has told of its load
    FedEngines(EngineAccess access, int most, Bell wake) {
        this.access = access;
        this.replicas = access.replicas();
        this.most = most;
        this.wake = wake;
    }

    /// Takes up what became ready and lets go of runs that are over.
    ///
    /// @param found that can be asked now
    /// @param more whether items wait for an engine
    void follow(List<Replica> found, boolean more, Instant now) {
        letGo(found.stream().map(Replica::name).collect(toUnmodifiableSet()));
        List<FedEngine> followed = new ArrayList<>();
        found.forEach(replica -> followed.add(fed(replica)));
        followed.forEach(engine -> engine.adapt(more, now));
        ready = followed;
    }

    /// Items that may be added now, to all together.
    int room(Instant now) {
        return ready.stream().mapToInt(engine -> room(engine, now)).sum();
    }

    /// Items to keep at all together.
    int target(Instant now) {
        return ready.stream().mapToInt(engine -> engine.target(now)).sum();
    }

    /// Whether none takes anything for now: there is none, or each refused.
    boolean allRest(Instant now) {
        return ready.stream().allMatch(engine -> engine.isResting(now));
    }

    /// The emptiest by its own measure, of those that have room; to be called once for each item.
    FedEngine next(Instant now) {
        Comparator<FedEngine> full = Comparator.comparing(engine -> room(engine, now) == 0);
        FedEngine next =
                ready.stream().min(full.thenComparingDouble(FedEngine::filled)).orElseThrow();
        if (trust(next) == Trust.TRIAL) {
            replicas.tried(next.replica());
        }
        return next;
    }

    List<FedEngine> all() {
        return List.copyOf(known.values());
    }

    /// How long the feeder may pause before a chat has to be given a place; at most that time.
    Duration untilChatIsDue(Duration atMost) {
        long now = System.nanoTime();
        Duration pause = atMost;
        for (FedEngine engine : all()) {
            pause = engine.chatRoom().pause(now, pause);
        }
        return pause;
    }

    /// A chat was sent to that engine, taken there, or got its text.
    ///
    /// @return whether that makes a difference to the items
    boolean chatMoved(String name) {
        FedEngine engine = known.get(name);
        return engine != null && engine.chatRoom().chatMoved();
    }

    /// Of the requests that this Stoker has at them, those that are chat, 0 to 1.
    double chatShare() {
        Collection<FedEngine> all = known.values();
        int chats = all.stream().mapToInt(FedEngine::chats).sum();
        int items = all.stream().mapToInt(engine -> engine.share().count()).sum();
        return chats == 0 ? 0 : (double) chats / (chats + items);
    }

    /// Ends the reading of their loads.
    void stop() {
        known.values().forEach(FedEngine::stop);
    }

    private int room(FedEngine engine, Instant now) {
        return switch (trust(engine)) {
            case FULL -> engine.room(now);
            case TRIAL -> Math.min(1, engine.room(now));
            case ASIDE -> 0;
        };
    }

    /// Setting aside never refuses: if all have failed, all are asked.
    private Trust trust(FedEngine engine) {
        boolean another =
                ready.size() > 1
                        && ready.stream()
                                .anyMatch(one -> replicas.trust(one.replica()) == Trust.FULL);
        return another ? replicas.trust(engine.replica()) : Trust.FULL;
    }

    /// Of all but those; a run that is not ready for a moment keeps its pace while it has items.
    private void letGo(Set<String> others) {
        List<FedEngine> over =
                known.values().stream()
                        .filter(engine -> !others.contains(engine.target().name()))
                        .filter(engine -> engine.share().count() == 0)
                        .toList();
        over.forEach(FedEngine::stop);
        known.values().removeAll(over);
    }

    private FedEngine fed(Replica replica) {
        FedEngine before = known.get(replica.name());
        if (before != null && before.isRunOf(replica)) {
            before.renew(replica);
            return before;
        }
        if (before != null) {
            before.stop();
        }
        Pace.Limits limits = new Pace.Limits(most, replica.route().ordersByPriority());
        FedEngine fresh = new FedEngine(replica, limits, access, wake);
        known.put(replica.name(), fresh);
        fresh.start();
        return fresh;
    }
}
