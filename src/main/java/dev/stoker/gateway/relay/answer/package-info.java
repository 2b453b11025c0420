/// Answers on their way back: byte for byte, alive while the engine thinks, and never mistaken for
/// whole when they are not.
@NullMarked
package dev.stoker.gateway.relay.answer;

import org.jspecify.annotations.NullMarked;
