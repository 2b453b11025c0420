package dev.stoker.batch.feed.room;

import dev.stoker.batch.job.Claim;

/// An item that an engine has: it computes it, or lets it wait.
///
/// @param sent when, by `System.nanoTime`
public record AtEngine(Claim claim, long sent) {}
