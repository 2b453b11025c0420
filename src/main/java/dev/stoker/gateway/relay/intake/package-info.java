/// Requests as they come in: how much is read before it is known where they go, and how long that
/// may take.
@NullMarked
package dev.stoker.gateway.relay.intake;

import org.jspecify.annotations.NullMarked;
