package dev.stoker.gateway.relay.answer;

import java.util.Optional;

/// What a client got.
///
/// @param events whether it was a stream of events
/// @param usage where the engine told it
/// @param uncounted bytes of the body that the server's own count lacks
public record Delivery(boolean events, Pace pace, Optional<Usage> usage, long uncounted) {}
