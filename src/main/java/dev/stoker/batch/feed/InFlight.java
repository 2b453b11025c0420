package dev.stoker.batch.feed;

import dev.stoker.batch.feed.room.AtEngine;
import dev.stoker.batch.job.Claim;
import dev.stoker.batch.job.JobId;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/// The items of one feeder that engines are computing, each on a thread of its own.
final class InFlight {
    private final Map<Claim.Ref, Running> running = new ConcurrentHashMap<>();
    private final Map<Share, Set<Claim.Ref>> suspectsByRun = new ConcurrentHashMap<>();
    private final Set<Claim.Ref> givingWay = ConcurrentHashMap.newKeySet();
    private final Bell left = new Bell();

    /// How many of them one run of an engine has.
    static final class Share {
        private final AtomicInteger count = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        int count() {
            return count.get();
        }

        /// The most there were at once since the last call.
        int takeMost() {
            return most.getAndSet(count.get());
        }

        private void enter() {
            most.accumulateAndGet(count.incrementAndGet(), Math::max);
        }

        private void leave() {
            count.decrementAndGet();
        }
    }

    /// @param share of the run it was sent to
    /// @param sent when, by `System.nanoTime`
    record Running(Claim claim, Share share, Thread thread, long sent) {
        Running(Claim claim, Share share, Thread thread) {
            this(claim, share, thread, System.nanoTime());
        }
    }

    void enter(Running item) {
        running.put(item.claim().ref(), item);
        item.share().enter();
    }

    void leave(Claim claim) {
        Running item = running.remove(claim.ref());
        if (item != null) {
            item.share().leave();
            givingWay.remove(claim.ref());
        }
        left.ring();
    }

    int count() {
        return running.size();
    }

    /// Items during which an engine has died before.
    long suspects() {
        return running.values().stream().filter(item -> item.claim().deaths() > 0).count();
    }

    boolean holdsRepeatedSuspect() {
        return running.values().stream().anyMatch(item -> item.claim().deaths() > 1);
    }

    /// The suspects that run of the engine took down with it; looked for once, by the first who
    /// asks, while all of them are still here. Who comes later came to a dead engine.
    Set<Claim.Ref> suspectsWhenDied(Share run) {
        return suspectsByRun.computeIfAbsent(run, this::suspectsOf);
    }

    private Set<Claim.Ref> suspectsOf(Share run) {
        return running.values().stream()
                .filter(item -> item.share() == run && item.claim().deaths() > 0)
                .map(item -> item.claim().ref())
                .collect(Collectors.toUnmodifiableSet());
    }

    /// The items of that run which are to stay there, in the order in which they were sent.
    List<AtEngine> staying(Share run) {
        return running.values().stream()
                .filter(item -> item.share() == run && !givesWay(item.claim()))
                .map(item -> new AtEngine(item.claim(), item.sent()))
                .sorted(Comparator.comparingLong(AtEngine::sent))
                .toList();
    }

    /// Breaks it off for the sake of a chat.
    void giveWay(Claim claim) {
        running.computeIfPresent(
                claim.ref(),
                (ref, item) -> {
                    givingWay.add(ref);
                    item.thread().interrupt();
                    return item;
                });
    }

    boolean givesWay(Claim claim) {
        return givingWay.contains(claim.ref());
    }

    void interrupt(JobId job) {
        running.values().stream()
                .filter(item -> item.claim().ref().job().equals(job))
                .forEach(item -> item.thread().interrupt());
    }

    void interruptAll() {
        running.values().forEach(item -> item.thread().interrupt());
    }

    /// Waits until all have left; gives up after that time.
    void awaitNone(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        long seen = left.rings();
        while (!running.isEmpty() && System.nanoTime() < deadline) {
            left.await(seen, Duration.ofNanos(deadline - System.nanoTime()));
            seen = left.rings();
        }
    }
}
