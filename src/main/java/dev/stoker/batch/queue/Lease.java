package dev.stoker.batch.queue;

import java.time.Duration;

/// For whom and how long items are handed out.
///
/// @param instance one installation of Stoker, the same over its restarts
/// @param owner one start of it
/// @param length how long it may be silent before others take its items
public record Lease(String instance, String owner, Duration length) {}
