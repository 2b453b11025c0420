package dev.stoker.gateway.relay.answer;

import java.util.Optional;

/// What a client got.
///
/// @param status of its answer
/// @param events whether it was a stream of events
/// @param usage where the engine told it
public record Delivery(int status, boolean events, Pace pace, Optional<Usage> usage) {}
