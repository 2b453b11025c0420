package dev.stoker.batch.job;

/// The end of one handing-out of an item, to be recorded.
public record Finished(Claim.Ref ref, Outcome outcome) {}
