package dev.stoker.batch;

import dev.stoker.batch.feed.Bell;

/// Who is woken by what.
///
/// @param orders the upkeep, by jobs that came or were cancelled
/// @param work the feeders, by items and by room at an engine
/// @param news those who wait for results
record Bells(Bell orders, Bell work, Bell news) {
    Bells() {
        this(new Bell(), new Bell(), new Bell());
    }

    void ringAll() {
        orders.ring();
        work.ring();
        news.ring();
    }
}
