package dev.stoker.batch;

import dev.stoker.batch.feed.Bell;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Who is woken by what.
///
/// @param orders the upkeep, by jobs that came or were cancelled
/// @param work the feeders, by items and by room at an engine
/// @param news those who wait for results
/// @param sources who reads the sources of one kind of jobs, by jobs whose source is to be read
record Bells(Bell orders, Bell work, Bell news, Map<String, Bell> sources) {
    Bells() {
        this(new Bell(), new Bell(), new Bell(), new ConcurrentHashMap<>());
    }

    Bell source(String kind) {
        return sources.computeIfAbsent(kind, _ -> new Bell());
    }

    void ringAll() {
        orders.ring();
        work.ring();
        news.ring();
    }

    void ringSources(Set<String> kinds) {
        kinds.forEach(kind -> source(kind).ring());
    }
}
