package dev.stoker.supervisor.fleet;

import dev.stoker.engine.EngineSpec;
import dev.stoker.supervisor.EngineState;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/// Who belongs to the fleet now, by name, in the order of the files.
///
/// Each change makes a new map, so that everybody reads one that does not change under them.
final class Roster {
    private static final Duration LOOK = Duration.ofMillis(50);

    private final Function<EngineSpec, Supervisor> recruit;
    private volatile Map<String, Supervisor> members = Map.of();

    /// @param recruit opens a supervisor for an engine
    Roster(Function<EngineSpec, Supervisor> recruit) {
        this.recruit = recruit;
    }

    /// Supervises one more engine; it is stopped until it is started.
    synchronized Supervisor add(EngineSpec spec) {
        if (members.containsKey(spec.name())) {
            throw new IllegalArgumentException("two engines are named " + spec.name());
        }
        Supervisor member = recruit.apply(spec);
        Map<String, Supervisor> more = new LinkedHashMap<>(members);
        more.put(spec.name(), member);
        members = more;
        return member;
    }

    /// Forgets one that is stopped.
    synchronized void remove(String name) {
        Map<String, Supervisor> fewer = new LinkedHashMap<>(members);
        Supervisor gone = fewer.remove(name);
        members = fewer;
        if (gone != null) {
            gone.close();
        }
    }

    Optional<Supervisor> find(String name) {
        return Optional.ofNullable(members.get(name));
    }

    /// @throws NoSuchElementException when nobody has that name
    Supervisor named(String name) {
        return find(name)
                .orElseThrow(() ->
                        new NoSuchElementException(
                                "no engine is named %s; there are %s".formatted(name, names())));
    }

    Collection<Supervisor> all() {
        return members.values();
    }

    Set<String> names() {
        return members.keySet();
    }

    /// How long requests in flight may take at most.
    Duration longestDrain() {
        return all().stream()
                .map(member -> member.described().operation().drainTimeout())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /// Waits until all of them are stopped.
    ///
    /// @return whether they are
    static boolean awaitStopped(Collection<Supervisor> members, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        List<Supervisor> all = List.copyOf(members);
        while (!all.stream().allMatch(Roster::isStopped)
                && System.nanoTime() < end
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
        return all.stream().allMatch(Roster::isStopped);
    }

    private static boolean isStopped(Supervisor member) {
        return member.isSettled() && member.snapshot().state() instanceof EngineState.Stopped;
    }
}
