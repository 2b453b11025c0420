/// Answers that are asked for whole but streamed by the engine, so that it notices when its client
/// leaves.
@NullMarked
package dev.stoker.gateway.relay.fold;

import org.jspecify.annotations.NullMarked;
